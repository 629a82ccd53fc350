/** Above the list of what needs a user: why, with one priced act for each cause. Loaded with the group. */
import { Suspense, useId, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { validClaim } from "../../protocol/team/claims";
import { useCapability } from "../../queries/http/capabilities";
import { teamState } from "../../queries/team/team-state";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useHalfMinute } from "../../ui/browser/now";
import { useRefusal } from "../../ui/controls/refusal";
import { Causes } from "./causes";
import { FailedByLayer, FailedByNode } from "./failed-frames";
import classes from "./needs.module.css";

const TaskMessages = lazyNamed(
  () => withMessages("errors", import("../errors/task-messages")),
  "TaskMessages",
  "block",
);

const dimensions = ["cause", "message", "node", "layer"] as const;
type Dimension = (typeof dimensions)[number];

export function NeedsPanel({ nodes: all }: { nodes: readonly TaskNode[] }) {
  const t = useTranslations("task.needs");
  const claims = teamState.use((team) => team?.claims);
  const [isUnclaimedOnly, setUnclaimedOnly] = useState(false);
  const nowMs = useHalfMinute();
  const nodes = useMemo(
    () => (isUnclaimedOnly && claims ? all.filter(({ task }) => !validClaim(claims.get(task.id), nowMs)) : all),
    [all, isUnclaimedOnly, claims, nowMs],
  );
  const name = useId();
  const [by, setBy] = useState<Dimension>("cause");
  const log = useCapability("frameLog");
  const refused = useRefusal()(log.refusal);
  return (
    <section className={classes["panel"]} aria-label={t("label")}>
      <fieldset className={classes["head"]} aria-label={t("by")}>
        {dimensions
          .filter((value) => value !== "message" || log.has)
          .map((value) => (
            <label key={value} title={value === "message" ? refused.title : undefined}>
              <input
                type="radio"
                name={name}
                checked={value === by}
                disabled={value === "message" && refused.disabled === true}
                onChange={() => setBy(value)}
              />
              {t(value)}
            </label>
          ))}
        {claims && (
          <label title={t("notClaimedHelp")}>
            <input
              type="checkbox"
              checked={isUnclaimedOnly}
              onChange={({ currentTarget }) => setUnclaimedOnly(currentTarget.checked)}
            />
            {t("notClaimed")}
          </label>
        )}
      </fieldset>
      {by === "cause" && <Causes nodes={nodes} />}
      {by === "message" && (
        <Suspense fallback={null}>
          <TaskMessages nodes={nodes} />
        </Suspense>
      )}
      {by === "node" && <FailedByNode nodes={nodes} />}
      {by === "layer" && <FailedByLayer nodes={nodes} />}
    </section>
  );
}
