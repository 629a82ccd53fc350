/** The layers and passes of a shell as tabs, each with its state and progress. */
import { useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { taskStatus } from "../protocol/tasks/task-status";
import { blockingPassBefore, type TaskNode } from "../protocol/tasks/task-tree";
import { usePassName } from "../ui/format/pass-name";
import { StateBar } from "../ui/status/state-bar";
import { statusGlyphs, TaskStatusBadge } from "../ui/status/status-badge";
import { TailName } from "../ui/status/tail-name";
import classes from "./layer-tabs.module.css";

const PANEL = "layer-frames";
const tabId = (leaf: number) => `layer-tab-${leaf}`;

/** ARIA attributes of the views below the tabs; none where one leaf alone makes tabs needless. */
export const layerPanel = (leaves: readonly TaskNode[], current: number) =>
  leaves.length < 2 ? {} : ({ role: "tabpanel", id: PANEL, "aria-labelledby": tabId(current) } as const);

export function LayerTabs({
  leaves,
  current,
  onChange,
}: {
  leaves: readonly TaskNode[];
  current: number;
  onChange: (id: number) => void;
}) {
  const t = useTranslations("frames");
  const passName = usePassName();
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // On a phone the list scrolls sideways.
    list.current?.querySelector(`#${tabId(current)}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  if (leaves.length < 2) return null;
  const index = leaves.findIndex((leaf) => leaf.task.id === current);
  const targets: Readonly<Record<string, number>> = {
    ArrowRight: (index + 1) % leaves.length,
    ArrowLeft: index - 1,
    Home: 0,
    End: -1,
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={t("layers")}
      className={classes["tabs"]}
      onKeyDown={(event) => {
        const target = targets[event.key];
        const next = target === undefined ? undefined : leaves.at(target);
        if (!next) return;
        event.preventDefault();
        onChange(next.task.id);
      }}
      tabIndex={-1}
    >
      {leaves.map((leaf) => {
        const isCurrent = leaf.task.id === current;
        return (
          <button
            key={leaf.task.id}
            id={tabId(leaf.task.id)}
            type="button"
            role="tab"
            aria-selected={isCurrent}
            aria-controls={isCurrent ? PANEL : undefined}
            tabIndex={isCurrent ? 0 : -1}
            className={classes["tab"]}
            ref={(element) => {
              if (isCurrent && element?.parentElement?.contains(document.activeElement)) element.focus();
            }}
            onClick={() => onChange(leaf.task.id)}
          >
            <TailName name={passName(leaf.task)} whole={0} />
            {blockingPassBefore(leaf, leaves) ? (
              <BlockedBadge />
            ) : (
              <TaskStatusBadge status={taskStatus(leaf.rollUp.statusCode)} failed={leaf.rollUp.counts.failed} />
            )}
            <StateBar counts={leaf.rollUp.counts} />
          </button>
        );
      })}
    </div>
  );
}

/** Instead of "waiting": an earlier pass ended without success, and nothing moves until a user restarts it. */
function BlockedBadge() {
  const t = useTranslations("frames");
  return (
    <span className={`tone ${classes["badge"]}`} data-tone="held">
      <span aria-hidden="true">{statusGlyphs.waitsForPhotonJob}</span>
      {t("blocked")}
    </span>
  );
}
