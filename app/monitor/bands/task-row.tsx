/** One task of the bands "stopped", "losing" and "seen". */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { estimateEta } from "../../protocol/tasks/task-estimate";
import { taskStatus } from "../../protocol/tasks/task-status";
import { validClaim } from "../../protocol/team/claims";
import { teamState } from "../../queries/team/team-state";
import { useFormat } from "../../ui/format/format";
import { barBackground, useCountsLabel } from "../../ui/status/state-bar";
import { overdueGlyph, statusGlyphs } from "../../ui/status/status-badge";
import classes from "./task-row.module.css";
import { useTroubleText } from "./trouble-text";
import { WallName } from "./wall-name";
import type { WallTask } from "./wall-tasks";

type Props = {
  task: WallTask;
  nowMs: number;
  /** When the task was read, or earlier: an estimate starts from the time of its data. */
  asOfMs: number;
  /** Acknowledges the trouble, or takes that back. */
  onAcknowledge: (task: WallTask) => void;
};

export const TaskRow = memo(function TaskRow({ task, nowMs, asOfMs, onAcknowledge }: Props) {
  const t = useTranslations("monitor.row");
  const format = useFormat();
  const troubleText = useTroubleText();
  const countsLabel = useCountsLabel()(task.node.rollUp.counts);
  const { node, band, seen } = task;
  const { counts } = node.rollUp;
  const claim = validClaim(
    teamState.use((team) => team?.claims.get(node.task.id)),
    nowMs,
  );
  return (
    <li className={classes["row"]} data-band={band}>
      <article aria-label={node.task.sceneName} className={classes["cells"]}>
        <span aria-hidden="true" className={classes["glyph"]}>
          {glyphOf(task)}
        </span>
        <h3 className={classes["name"]}>
          <Link to="/tasks/$taskId" params={{ taskId: String(node.task.id) }}>
            <WallName name={node.task.sceneName} />
          </Link>
        </h3>
        <span className={classes["trouble"]}>{troubleText(task)}</span>
        <span className={classes["facts"]}>
          {seen ? (
            t("seenBy", { name: seen.by, time: format.clock(seen.atMs, nowMs) })
          ) : claim ? (
            <bdi>{t("onIt", { name: claim.by.name })}</bdi>
          ) : band === "losing" && counts.total > 0 ? (
            <span
              className={classes["bar"]}
              style={{ background: barBackground(counts) }}
              role="img"
              aria-label={countsLabel}
              title={countsLabel}
            />
          ) : (
            t("done", { done: format.count(counts.done), total: format.count(counts.total) })
          )}
        </span>
        <span className={classes["time"]}>
          <RowTime task={task} nowMs={nowMs} asOfMs={asOfMs} />
        </span>
        <Button
          variant="default"
          className={classes["mark"] ?? ""}
          aria-label={t(seen ? "unseeLabel" : "markLabel", { name: node.task.sceneName })}
          onClick={() => onAcknowledge(task)}
        >
          {t(seen ? "unsee" : "mark")}
        </Button>
      </article>
    </li>
  );
});

/** When the task ends, or how long ago it ended. */
function RowTime({ task: { node }, nowMs, asOfMs }: { task: WallTask; nowMs: number; asOfMs: number }) {
  const t = useTranslations("monitor.row");
  const format = useFormat();
  const { rollUp } = node;
  const eta = estimateEta(node, asOfMs);
  if (eta) return t("ends", { range: format.range(eta.earliestMs, eta.latestMs, nowMs) });
  if (taskStatus(rollUp.statusCode).isEnded && rollUp.completedMs !== null)
    return t("endedAgo", { age: format.ago(rollUp.completedMs, nowMs) });
  const startedMs = rollUp.startedMs ?? node.task.submittedMs;
  return startedMs === null ? null : t("since", { age: format.ago(startedMs, nowMs) });
}

function glyphOf({ node, cause, trouble }: WallTask): string {
  if (cause === "blocked") return "⊘";
  if (trouble === "overdue" || trouble === "stalled") return overdueGlyph;
  return trouble === "failed" ? statusGlyphs.failed : statusGlyphs[taskStatus(node.rollUp.statusCode).name];
}
