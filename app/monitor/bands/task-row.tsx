/** One task on the wall. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { memo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { chargeSum } from "../../protocol/charges";
import { estimateEta } from "../../protocol/tasks/task-estimate";
import { taskStatus } from "../../protocol/tasks/task-status";
import { useCurrency } from "../../queries/account/currency";
import { Amount } from "../../ui/format/amount";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { barBackground, useCountsLabel } from "../../ui/status/state-bar";
import { OverdueMark, statusGlyphs, useTaskStatusLabel } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import classes from "./task-tile.module.css";
import type { Tile } from "./tiles";

type Props = {
  tile: Tile;
  nowMs: number;
  /** When the task was read, or earlier: an estimate starts from the time of its data. */
  asOfMs: number;
  /** Acknowledges the trouble, or takes that back. */
  onAcknowledge: (tile: Tile) => void;
};

export const TaskTile = memo(function TaskTile({ tile, nowMs, asOfMs, onAcknowledge }: Props) {
  const t = useTranslations("monitor.tile");
  const format = useFormat();
  const statusLabel = useTaskStatusLabel();
  const account = useCurrency();
  const { task, rollUp } = tile.node;
  const status = taskStatus(rollUp.statusCode);
  const { total, done } = rollUp.counts;
  const countsLabel = useCountsLabel()(rollUp.counts);
  const eta = estimateEta(tile.node, asOfMs);
  const tone = tile.trouble === null || tile.seen ? status.tone : tile.trouble === "failed" ? "bad" : "halted";
  return (
    <li className={classes["tile"]} data-tone={tone} data-rank={tile.rank}>
      <article aria-label={task.sceneName}>
        <div className={classes["line"]}>
          <h3>
            <Link to="/tasks/$taskId" params={{ taskId: String(task.id) }}>
              <TailName name={task.sceneName} whole={16} />
            </Link>
          </h3>
          <span className={`tone ${classes["state"]}`} data-tone={status.tone}>
            <span aria-hidden="true">{statusGlyphs[status.name]}</span> {statusLabel(status, { stuck: rollUp.isStuck })}
          </span>
          {rollUp.isOverdue && <OverdueMark />}
        </div>
        <span
          className={classes["strip"]}
          style={{ background: barBackground(rollUp.counts) }}
          role="img"
          aria-label={countsLabel}
          title={countsLabel}
        />
        <dl className={classes["line"]}>
          <Fact name={t("done")} large>
            {`${format.count(done)} / ${format.count(total)}`}
          </Fact>
          <Fact name={t("percent")}>{format.percent(done, total)}</Fact>
          <Fact name={t("eta")} nameVisible>
            {eta ? format.range(eta.earliestMs, eta.latestMs, nowMs) : EMPTY_CELL}
          </Fact>
        </dl>
        <div className={classes["line"]}>
          <TroubleText tile={tile} nowMs={nowMs} />
          <dl className={classes["line"]}>
            {!account.chargesHidden && (
              <Fact name={t("cost")}>
                <Amount value={chargeSum(rollUp)} account={account} />
              </Fact>
            )}
            <Fact name={t("age")}>{format.ago(rollUp.startedMs ?? task.submittedMs, nowMs)}</Fact>
          </dl>
          {tile.trouble !== null && <AcknowledgeButton tile={tile} onAcknowledge={onAcknowledge} />}
        </div>
      </article>
    </li>
  );
});

function Fact({
  name,
  children,
  large,
  nameVisible,
}: {
  name: string;
  children: ReactNode;
  large?: true;
  nameVisible?: true;
}) {
  return (
    <div className={classes["fact"]} data-large={large} title={name}>
      <dt className={nameVisible ? undefined : "visually-hidden"}>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The trouble in words, and who has acknowledged it. */
function TroubleText({ tile: { node, trouble, seen, stalledSeconds }, nowMs }: { tile: Tile; nowMs: number }) {
  const t = useTranslations("monitor.tile");
  const format = useFormat();
  const { failed } = node.rollUp.counts;
  return (
    <span
      className={classes["trouble"]}
      data-seen={seen ? "yes" : "no"}
      data-tone={trouble === "failed" ? "bad" : "halted"}
    >
      {failed > 0 && <strong>{t("failed", { count: failed })}</strong>}{" "}
      {stalledSeconds !== null && <strong>{t("still", { duration: format.duration(stalledSeconds) })}</strong>}{" "}
      {trouble !== null && (seen ? t("seenBy", { name: seen.by, time: format.clock(seen.atMs, nowMs) }) : t("unseen"))}
    </span>
  );
}

/** One button for both directions: it keeps its place and so the focus. */
function AcknowledgeButton({ tile, onAcknowledge }: { tile: Tile; onAcknowledge: (tile: Tile) => void }) {
  const t = useTranslations("monitor.tile");
  const { sceneName } = tile.node.task;
  return (
    <Button
      variant="default"
      className={classes["mark"] ?? ""}
      aria-label={t(tile.seen ? "unseeLabel" : "markLabel", { name: sceneName })}
      onClick={() => onAcknowledge(tile)}
    >
      {t(tile.seen ? "unsee" : "mark")}
    </Button>
  );
}
