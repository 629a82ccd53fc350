/** The side panel: every field of one task with its unit and meaning, its facts as a table, links to its frames. */
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { withWords } from "../i18n/words";
import { parseKeyValue } from "../protocol/key-value";
import { softwareName } from "../protocol/software";
import { estimateEta } from "../protocol/task-estimate";
import { taskStatus } from "../protocol/task-status";
import { type TaskNode, walk } from "../protocol/task-tree";
import { useCurrency } from "../queries/currency";
import { CopyButton } from "../ui/copy-button";
import { type Format, NOTHING, useFormat } from "../ui/format";
import { useHalfMinute } from "../ui/now";
import { usePassName } from "../ui/pass-name";
import { useRefusal } from "../ui/refusal";
import { StateBar } from "../ui/state-bar";
import { TaskStatusBadge, useTaskStatusLabel } from "../ui/status-badge";
import { TailName } from "../ui/tail-name";
import { toggleWatch, watches } from "../ui/watches";
import type { Subject } from "./action-plan";
import { elapsedSeconds } from "./task-cells";
import { type TaskCommand, useOffers, useOfferWords } from "./task-commands";
import classes from "./task-panel.module.css";

const FurtherFields = lazy(() =>
  withWords("further", import("./further-fields")).then((module) => ({ default: module.FurtherFields })),
);

export function TaskPanel({
  subject,
  onCommand,
  onClose,
}: {
  subject: Subject | undefined;
  onCommand: (command: TaskCommand) => void;
  onClose: () => void;
}) {
  const t = useTranslations("task");
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = subject?.node.task.id;
  useEffect(() => {
    if (id !== undefined) heading.current?.focus();
  }, [id]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inside = panel.current?.contains(document.activeElement);
      if (event.key === "Escape" && inside && !event.defaultPrevented) onClose();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [onClose]);
  const name = subject?.node.task.sceneName ?? "";
  return (
    <aside ref={panel} className={classes["panel"]} aria-label={t("panel.label")}>
      <header className={classes["header"]}>
        <h2 ref={heading} tabIndex={-1} title={name}>
          {subject ? <TailName name={name} /> : t("panel.missing")}
        </h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t("panel.close")} onClick={onClose}>
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </header>
      {subject ? (
        <Details subject={subject} onCommand={onCommand} />
      ) : (
        <p className={classes["empty"]}>{t("panel.missingHelp")}</p>
      )}
    </aside>
  );
}

function Details({ subject, onCommand }: { subject: Subject; onCommand: (command: TaskCommand) => void }) {
  const t = useTranslations("task");
  const offers = useOffers([subject]);
  const words = useOfferWords();
  const refused = useRefusal();
  const { node } = subject;
  const { rollUp } = node;
  return (
    <div className={classes["scroll"]}>
      <div className={classes["state"]}>
        <TaskStatusBadge status={taskStatus(rollUp.statusCode)} stuck={rollUp.stuck} failed={rollUp.counts.failed} />
        <StateBar counts={rollUp.counts} />
      </div>
      {rollUp.stuck && <p className={classes["hint"]}>{t("panel.stuckHelp")}</p>}
      <div className={classes["actions"]}>
        {offers.map((offered) => (
          <Button
            key={offered.command}
            variant={offered.command === "rerender" ? "filled" : "default"}
            {...(offered.destroys ? { c: "var(--tone-bad)" } : {})}
            {...refused(offered.refusal)}
            onClick={() => onCommand(offered.command)}
          >
            {words.single(offered)}
          </Button>
        ))}
        <WatchButton id={subject.topId} />
      </div>
      <Leaves node={node} />
      <Fields node={node} />
      {saysMore(node) && (
        <Suspense fallback={null}>
          <FurtherFields node={node} />
        </Suspense>
      )}
      <Facts text={node.task.keyValueText} />
    </div>
  );
}

/** Whether the farm says anything that farms of 2018 do not. */
const saysMore = (node: TaskNode) =>
  [...walk(node)].some(
    ({ task }) => task.tags.length > 0 || task.remark !== null || task.channel !== null || Boolean(task.stopType),
  );

function WatchButton({ id }: { id: number }) {
  const t = useTranslations("task.watch");
  const watched = watches.use().ids.includes(id);
  return (
    <Button variant="default" aria-pressed={watched} onClick={() => toggleWatch(id)}>
      {t(watched ? "unwatch" : "watch")}
    </Button>
  );
}

function Leaves({ node }: { node: TaskNode }) {
  const t = useTranslations("task");
  const passName = usePassName();
  const leaves = [...walk(node)].filter((part) => part.children.length === 0);
  return (
    <section>
      <h3>{t("panel.layers", { count: leaves.length })}</h3>
      <ul className={classes["leaves"]}>
        {leaves.map((leaf) => (
          <li key={leaf.task.id}>
            <Link to="/tasks/$taskId" params={{ taskId: String(leaf.task.id) }}>
              {leaf === node ? t("frames") : passName(leaf.task)}
            </Link>
            <TaskStatusBadge status={taskStatus(leaf.rollUp.statusCode)} failed={leaf.rollUp.counts.failed} />
            <StateBar counts={leaf.rollUp.counts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type FieldName = keyof typeof import("../i18n/en/base.json")["task"]["field"];
type Field = { readonly name: FieldName; readonly value: ReactNode; readonly copy?: string };

const copied = (name: FieldName, value: string): Field => ({
  name,
  value: value || NOTHING,
  ...(value ? { copy: value } : {}),
});

function useFields(
  node: TaskNode,
): readonly { readonly title: "frames" | "cost" | "time" | "origin" | "machine"; readonly fields: readonly Field[] }[] {
  const format = useFormat();
  const nowMs = useHalfMinute();
  const label = useTaskStatusLabel();
  const { currency, hidden } = useCurrency();
  const { task, rollUp } = node;
  const money = (amount: number | null) => (hidden ? "•••" : format.money(amount, currency));
  const eta = estimateEta(node, nowMs);
  const count = (name: FieldName, value: number | null): Field => ({ name, value: format.count(value) });
  return [
    {
      title: "frames",
      fields: [
        count("totalFrames", rollUp.counts.total),
        count("doneFrames", rollUp.counts.done),
        count("failedFrames", rollUp.counts.failed),
        count("executingFrames", rollUp.counts.executing),
        count("waitingFrames", rollUp.counts.waiting),
        count("abortFrames", rollUp.counts.stopped),
        copied("framesRange", task.framesRange),
      ],
    },
    {
      title: "cost",
      fields: [
        { name: "cost", value: money(rollUp.cost) },
        { name: "accountCost", value: money(rollUp.accountCost) },
        { name: "couponCost", value: money(rollUp.couponCost) },
        { name: "arrears", value: money(rollUp.arrears) },
      ],
    },
    {
      title: "time",
      fields: [
        momentField("submitted", task.submittedMs, format, nowMs),
        momentField("started", rollUp.startedMs, format, nowMs),
        momentField("completed", rollUp.completedMs, format, nowMs),
        { name: "elapsed", value: format.duration(elapsedSeconds(node, nowMs)) },
        { name: "machineTime", value: format.duration(rollUp.machineSeconds) },
        { name: "eta", value: eta ? format.range(eta.earliestMs, eta.latestMs, nowMs) : NOTHING },
        { name: "timeLimit", value: format.duration(task.timeLimitSeconds) },
      ],
    },
    {
      title: "origin",
      fields: [
        copied("id", String(task.id)),
        copied("alias", task.alias),
        copied("dispatcherId", task.dispatcherId),
        copied("outputFolder", task.outputFolder ?? ""),
        { name: "project", value: task.projectName || NOTHING },
        { name: "user", value: task.userName || NOTHING },
        { name: "producer", value: task.producer || NOTHING },
        { name: "camera", value: task.camera || NOTHING },
        { name: "layer", value: task.layerName || NOTHING },
        copied("cloneOriginalId", task.cloneOriginalId === null ? "" : String(task.cloneOriginalId)),
      ],
    },
    {
      title: "machine",
      fields: [
        { name: "software", value: softwareName(task.cgId) || NOTHING },
        count("priority", task.level),
        count("userPriority", task.userLevel),
        count("machineLimit", task.machineLimit),
        { name: "ram", value: task.ramGb === null ? NOTHING : `${format.count(task.ramGb)} GB` },
        { name: "preStatus", value: task.preStatusCode === null ? NOTHING : label(taskStatus(task.preStatusCode)) },
      ],
    },
  ];
}

function momentField(name: FieldName, ms: number | null, format: Format, nowMs: number): Field {
  return { name, value: ms === null ? NOTHING : <span title={format.ago(ms, nowMs)}>{format.moment(ms)}</span> };
}

function Fields({ node }: { node: TaskNode }) {
  const t = useTranslations("task");
  return useFields(node).map(({ title, fields }) => (
    <section key={title}>
      <h3>{t(`panel.${title}`)}</h3>
      <dl className={classes["fields"]}>
        {fields.map(({ name, value, copy }) => (
          <div key={name}>
            <dt title={t(`field.${name}.meaning`)}>{t(`field.${name}.label`)}</dt>
            <dd>
              <bdi>{value}</bdi>
              {copy && <CopyButton text={copy} what={t(`field.${name}.label`)} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

/** A pair that stands twice says nothing more the second time. */
function uniquePairs(text: string) {
  return [...new Map(parseKeyValue(text).map((pair) => [`${pair.key}=${pair.value}`, pair])).values()];
}

function Facts({ text }: { text: string }) {
  const t = useTranslations("task.panel");
  const pairs = uniquePairs(text);
  if (pairs.length === 0) return null;
  return (
    <section>
      <h3>
        {t("facts", { count: pairs.length })} <CopyButton text={text} what={t("factsText")} />
      </h3>
      <table className={classes["facts"]}>
        <tbody>
          {pairs.map((pair) => (
            <tr key={`${pair.key}=${pair.value}`}>
              <th scope="row">{pair.key}</th>
              <td>
                <bdi>{pair.list ? pair.list.join(", ") : pair.value || NOTHING}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
