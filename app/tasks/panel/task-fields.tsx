/** Every field of one task with its unit and meaning, and the facts about its scene as a table. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { softwareName } from "../../protocol/environments/software";
import { parseKeyValue } from "../../protocol/tasks/key-value";
import { estimateEta } from "../../protocol/tasks/task-estimate";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useHalfMinute } from "../../ui/browser/now";
import { CopyButton } from "../../ui/controls/copy-button";
import { atLeast, EMPTY_CELL, type Format, HIDDEN_AMOUNT, useFormat } from "../../ui/format/format";
import { useTaskStatusLabel } from "../../ui/status/status-badge";
import { elapsedSeconds } from "../grid/elapsed";
import { QueuePriorityCell } from "../grid/task-cells";
import { useDataReadAt } from "../view/use-data-read-at";
import classes from "./task-panel.module.css";

type FieldName = keyof typeof import("../../i18n/en/dialogs.json")["task"]["field"];
type Field = { readonly name: FieldName; readonly value: ReactNode; readonly copy?: string };

const copied = (name: FieldName, value: string): Field => ({
  name,
  value: value || EMPTY_CELL,
  ...(value ? { copy: value } : {}),
});

function useFields(
  node: TaskNode,
): readonly { readonly title: "frames" | "cost" | "time" | "origin" | "machine"; readonly fields: readonly Field[] }[] {
  const format = useFormat();
  const nowMs = useHalfMinute();
  const label = useTaskStatusLabel();
  const { currency, chargesHidden: hidden } = useCurrency();
  const { task, rollUp } = node;
  const money = (amount: number | null) =>
    hidden ? HIDDEN_AMOUNT : atLeast(format.money(amount, currency), amount === null ? 0 : rollUp.unknownCharges);
  const eta = estimateEta(node, useDataReadAt(node.task));
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
        { name: "cost", value: money(rollUp.charge) },
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
        { name: "eta", value: eta ? format.range(eta.earliestMs, eta.latestMs, nowMs) : EMPTY_CELL },
        { name: "reminder", value: format.duration(task.reminderSeconds) },
        { name: "timeLimit", value: format.duration(task.frameLimitSeconds) },
      ],
    },
    {
      title: "origin",
      fields: [
        copied("id", String(task.id)),
        copied("alias", task.alias),
        copied("dispatcherId", task.dispatcherId),
        copied("outputFolder", task.outputFolder ?? ""),
        { name: "project", value: task.projectName || EMPTY_CELL },
        { name: "user", value: task.userName || EMPTY_CELL },
        { name: "producer", value: task.producer || EMPTY_CELL },
        { name: "camera", value: task.camera || EMPTY_CELL },
        { name: "layer", value: task.layerName || EMPTY_CELL },
        copied("cloneOriginalId", task.cloneOriginalId === null ? "" : String(task.cloneOriginalId)),
      ],
    },
    {
      title: "machine",
      fields: [
        { name: "software", value: softwareName(task.cgId) || EMPTY_CELL },
        count("priority", task.level),
        { name: "userPriority", value: <QueuePriorityCell value={node} level={1} /> },
        count("machineLimit", task.machineLimit),
        { name: "ram", value: task.ramGb === null ? EMPTY_CELL : `${format.count(task.ramGb)} GB` },
        { name: "preStatus", value: task.preStatusCode === null ? EMPTY_CELL : label(taskStatus(task.preStatusCode)) },
      ],
    },
  ];
}

function momentField(name: FieldName, ms: number | null, format: Format, nowMs: number): Field {
  return { name, value: ms === null ? EMPTY_CELL : <span title={format.ago(ms, nowMs)}>{format.moment(ms)}</span> };
}

export function TaskFields({ node }: { node: TaskNode }) {
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

/** The pairs of a text, each once. */
function uniquePairs(text: string) {
  return [...new Map(parseKeyValue(text).map((pair) => [`${pair.key}=${pair.value}`, pair])).values()];
}

export function TaskFacts({ text }: { text: string }) {
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
                <bdi>{pair.list ? pair.list.join(", ") : pair.value || EMPTY_CELL}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
