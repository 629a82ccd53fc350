/** The report of some tasks for a producer: on screen, as text, on paper, as CSV. */
import { Button, Group } from "@mantine/core";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { type ChargeSum, chargeSum } from "../../protocol/charges";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { BASIS_LEAVES, useChargeBases } from "../../queries/frames/charge-basis";
import { useHalfMinute } from "../../ui/browser/now";
import { useCopy } from "../../ui/controls/copy-text";
import { Dialog } from "../../ui/dialog/dialog";
import { atLeast, EMPTY_CELL, HIDDEN_AMOUNT, useFormat } from "../../ui/format/format";
import { useTaskStatusLabel } from "../../ui/status/status-badge";
import { visibleName } from "../../ui/status/tail-name";
import { useDataReadAt } from "../view/use-data-read-at";
import classes from "./report.module.css";
import { type ReportSummary, reportGroups, reportSummary, unfinishedLeaves } from "./report-summary";
import { useCsvExport } from "./use-csv-export";

/** A name within a line of text, isolated: a right-to-left name must not reorder the text around it. */
const isolated = (name: string) => `\u2068${name}\u2069`;

/** Tasks listed by name; the CSV has all of them. */
const LISTED = 200;

export function ReportDialog({ nodes, onClose }: { nodes: readonly TaskNode[]; onClose: () => void }) {
  const t = useTranslations("task.report");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const labels = useReportLabels(nowMs);
  const copy = useCopy();
  const exportCsv = useCsvExport(() => nodes);
  const dataReadAtMs = useDataReadAt();
  const { chargesHidden } = useCurrency();
  const leaves = useMemo(() => nodes.flatMap(unfinishedLeaves), [nodes]);
  const { basisOf } = useChargeBases(chargesHidden ? [] : leaves.slice(0, BASIS_LEAVES).map(({ task }) => task.id));
  const summary = useMemo(() => reportSummary(nodes, dataReadAtMs, basisOf), [nodes, dataReadAtMs, basisOf]);
  const groups = useMemo(() => reportGroups(nodes, dataReadAtMs, LISTED, basisOf), [nodes, dataReadAtMs, basisOf]);
  const more = nodes.length > LISTED ? t("more", { count: nodes.length - LISTED }) : null;
  const text = () =>
    [
      `Renderdeck · ${t("of", { count: nodes.length })} · ${t("made", { when: format.moment(nowMs) })}`,
      ...labels.figures(summary).map(([name, value]) => `${name}: ${value}`),
      ...groups.flatMap(({ project, summary: sum, listed }) => [
        "",
        `${isolated(project || t("noProject"))} — ${labels.line(sum)}`,
        ...listed.map((node) => `  ${isolated(visibleName(node.task.sceneName))} · ${labels.task(node)}`),
      ]),
      ...(more === null ? [] : ["", more]),
    ].join("\n");
  return (
    <Dialog onClose={onClose} title={t("title")} size="xl" classNames={{ root: classes["dialog"] ?? "" }}>
      <article className={classes["report"]}>
        <p className="faint">
          {t("of", { count: nodes.length })} · {t("made", { when: format.moment(nowMs) })}
        </p>
        <dl className={classes["figures"]}>
          {labels.figures(summary).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {groups.map(({ project, summary: sum, listed }) => (
          <section key={project}>
            <h3>
              <bdi>{project || t("noProject")}</bdi> <span className="faint">{labels.line(sum)}</span>
            </h3>
            <ul>
              {listed.map((node) => (
                <li key={node.task.id}>
                  <bdi>{visibleName(node.task.sceneName)}</bdi> · {labels.task(node)}
                </li>
              ))}
            </ul>
          </section>
        ))}
        {more !== null && <p className="faint">{more}</p>}
      </article>
      <Group justify="flex-end" mt="md" className={classes["buttons"] ?? ""}>
        <Button variant="default" onClick={exportCsv}>
          {t("csv")}
        </Button>
        <Button variant="default" onClick={() => copy(text(), "report")}>
          {t("copy")}
        </Button>
        <Button onClick={() => window.print()} data-autofocus>
          {t("print")}
        </Button>
      </Group>
    </Dialog>
  );
}

function useReportLabels(nowMs: number) {
  const t = useTranslations("task.report");
  const format = useFormat();
  const statusLabel = useTaskStatusLabel();
  const { currency, chargesHidden } = useCurrency();
  const money = (sum: ChargeSum | null) =>
    chargesHidden ? HIDDEN_AMOUNT : sum === null ? EMPTY_CELL : format.moneySum(sum, currency);
  const projection = ({ cost, projected: { unpriced, ...range } }: ReportSummary) => {
    const text = chargesHidden ? HIDDEN_AMOUNT : atLeast(format.moneyRange(range, currency), cost.unknown);
    return unpriced > 0 ? `${text} ${t("unpriced", { count: unpriced })}` : text;
  };
  const expected = ({ eta, withoutEta, ended, done, total }: ReportSummary) => {
    if (ended) return done === total && total > 0 ? t("allDone") : t("ended", { missing: total - done });
    if (!eta) return t("noEta");
    const etaRange = format.range(eta.earliestMs, eta.latestMs, nowMs);
    return withoutEta > 0 ? `${etaRange} ${t("withoutEta", { count: withoutEta })}` : etaRange;
  };
  return {
    figures: (summary: ReportSummary): readonly (readonly [string, string])[] => {
      return [
        [
          t("done"),
          `${format.percent(summary.done, summary.total)} · ${t("frames", { done: summary.done, total: summary.total })}`,
        ],
        [t("failed"), format.count(summary.failed)],
        [t("eta"), expected(summary)],
        [t("cost"), money(summary.cost)],
        [t("projected"), projection(summary)],
      ];
    },
    line: (summary: ReportSummary) =>
      [
        t("of", { count: summary.tasks }),
        format.percent(summary.done, summary.total),
        expected(summary),
        money(summary.cost),
      ].join(" · "),
    task: ({ rollUp }: TaskNode) =>
      [
        statusLabel(taskStatus(rollUp.statusCode), { stuck: rollUp.isStuck, failed: rollUp.counts.failed }),
        t("frames", { done: rollUp.counts.done, total: rollUp.counts.total }),
        money(chargeSum(rollUp)),
      ].join(" · "),
  };
}
