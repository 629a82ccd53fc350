/** The columns of the frame table. */
import { useTranslations } from "use-intl";
import { frameCharge } from "../../protocol/charges";
import { elapsedSeconds, isOutlier, secondsUntilTimeout, slownessRatio } from "../../protocol/frames/frame-figures";
import { isHung } from "../../protocol/frames/frame-hang";
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";
import { hungOrSlow } from "../../protocol/frames/hung-or-slow";
import { useCurrency } from "../../queries/account/currency";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useHalfMinute } from "../../ui/browser/now";
import { EMPTY_CELL } from "../../ui/format/format";
import { OverdueMark, statusGlyphs } from "../../ui/status/status-badge";
import type { CellProps, GridColumn } from "../../ui/tree-grid/grid-column";
import { HUNG_OR_SLOW_GLYPH } from "../frame-labels";
import { FrameLogButton } from "../log/log-button";
import { nodeColumns } from "./node-columns";
import { RowMenuButton } from "./row-menu-button";
import { useCell, useFigures, useRowMarks, useRowSelection } from "./row-store";
import classes from "./table.module.css";
import { isUrgent } from "./time-left";

type ColumnId = keyof typeof import("../../i18n/en/frames.json")["frames"]["column"];
type Cell = CellProps<FrameRow>;

function header(id: ColumnId) {
  return function Header() {
    const t = useTranslations("frames.column");
    return <span title={t(id)}>{t(id)}</span>;
  };
}

const emptyCell = <span className="faint">{EMPTY_CELL}</span>;

function SelectCell({ value }: Cell) {
  const { t, labels } = useCell();
  const { isSelected, toggle } = useRowSelection(value.frame.id);
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      className={classes["checkbox"]}
      aria-label={t("select", { name: labels.name(value.name) })}
      checked={isSelected}
      onClick={(event) => {
        event.stopPropagation();
        toggle(event.shiftKey);
      }}
      onChange={() => undefined}
    />
  );
}

function FrameCell({ value }: Cell) {
  const { labels } = useCell();
  const { isLogOpen, isActed } = useRowMarks(value.frame.id);
  return (
    <bdi data-log-open={isLogOpen} data-acted={isActed} aria-current={isLogOpen || undefined}>
      {labels.name(value.name)}
    </bdi>
  );
}

/** The state of the farm; instead of "rendering" that a frame hangs or is slow, which needs a user. */
function StatusCell({ value: { frame } }: Cell) {
  const { t, format, labels } = useCell();
  const { medianByType } = useFigures();
  const nowMs = useHalfMinute();
  const { name, tone } = frameStatus(frame.statusCode);
  const { progressPercent } = frame;
  const trouble = hungOrSlow(frame, medianByType, nowMs);
  const ratio = trouble === "slow" ? (slownessRatio(frame, medianByType, nowMs) ?? 0) : 0;
  return (
    <>
      <span
        className={`tone ${classes["badge"]}`}
        data-tone={trouble === null ? tone : trouble === "hung" ? "bad" : "halted"}
        title={trouble === "hung" ? t("hung") : undefined}
      >
        <span aria-hidden="true">{trouble === null ? statusGlyphs[name] : HUNG_OR_SLOW_GLYPH}</span>
        {trouble === null ? labels.status(frame.statusCode) : t(`state.${trouble}`, { ratio })}
        {trouble === "hung" && <span className="visually-hidden">{t("state.hungReason")}</span>}
        {frame.statusCode === FRAME.rendering && progressPercent !== null && ` ${format.percent(progressPercent, 100)}`}
      </span>
      {frame.isOverdue && <OverdueMark short />}
    </>
  );
}

function ActionsCell({ value }: Cell) {
  return (
    <span className={classes["actions"]}>
      <FrameLogButton row={value} />
      <RowMenuButton row={value} />
    </span>
  );
}

function TimeCell({ value }: Cell) {
  const { format } = useCell();
  const nowMs = useHalfMinute();
  const elapsed = elapsedSeconds(value.frame, nowMs);
  return elapsed === null ? emptyCell : format.duration(elapsed);
}

function RatioCell({ value }: Cell) {
  const { t } = useCell();
  const figures = useFigures();
  const nowMs = useHalfMinute();
  const ratio = slownessRatio(value.frame, figures.medianByType, nowMs);
  if (ratio === null) return emptyCell;
  const isSlow = isOutlier(value.frame, figures, nowMs);
  const reason = t(isHung(value.frame, figures.medianByType, nowMs) ? "hung" : "outlier");
  return (
    <span className={isSlow ? "tone" : ""} data-tone="bad" title={isSlow ? reason : undefined}>
      {isSlow && "▲ "}
      {ratio.toFixed(1)}
    </span>
  );
}

function CostCell({ value: { frame } }: Cell) {
  const { t, format } = useCell();
  const charge = frameCharge(frame);
  if (charge === null || (charge === 0 && !frameStatus(frame.statusCode).isEnded)) return emptyCell;
  if (!frame.arrears) return format.amount(charge);
  const owed = t("owed", { amount: format.amount(frame.arrears) });
  return (
    <span className="tone" data-tone="bad" title={owed}>
      <span aria-hidden="true">▲ </span>
      {format.amount(charge)}
      <span className="visually-hidden"> {owed}</span>
    </span>
  );
}

function CostHeader() {
  const t = useTranslations("frames.column");
  const { symbol } = useCurrency();
  return <span>{`${t("cost")} ${symbol}`}</span>;
}

function TimeoutCell({ value }: Cell) {
  const { t, format } = useCell();
  const nowMs = useHalfMinute();
  const { taskLimitSeconds } = useFigures();
  const left = secondsUntilTimeout(value.frame, taskLimitSeconds, nowMs);
  if (left === null) return emptyCell;
  // Without the frame stop of the task the limit may be the reminder, which stops nothing.
  const isCertain = taskLimitSeconds !== null;
  const text = left <= 0 ? t("pastLimit") : format.duration(left);
  return (
    <span
      className={isCertain && isUrgent(left) ? "tone" : ""}
      data-tone="bad"
      title={isCertain ? undefined : t("uncertainLimit")}
    >
      {isCertain ? text : t("about", { time: text })}
      {!isCertain && <span className="visually-hidden">{t("uncertainLimit")}</span>}
    </span>
  );
}

function clock(pick: (row: FrameRow) => number | null) {
  return function ClockCell({ value }: Cell) {
    const { format } = useCell();
    const nowMs = useHalfMinute();
    const ms = pick(value);
    return ms === null ? emptyCell : <span title={format.moment(ms)}>{format.clock(ms, nowMs)}</span>;
  };
}

const endAligned = { align: "end", sortable: true, descendingFirst: true } as const;

export const frameColumns: readonly GridColumn<FrameRow>[] = [
  { id: "select", width: 32, fixed: "start", Header: () => null, Cell: SelectCell },
  { id: "frame", width: 84, grow: 1, sortable: true, Header: header("frame"), Cell: FrameCell },
  { id: "status", width: 178, sortable: true, Header: header("status"), Cell: StatusCell },
  {
    id: "type",
    width: 84,
    sortable: true,
    Header: header("type"),
    Cell: function TypeCell({ value }) {
      return <bdi>{useCell().labels.type(value.frame.typeCode)}</bdi>;
    },
  },
  { id: "time", width: 96, ...endAligned, Header: header("time"), Cell: TimeCell },
  { id: "ratio", width: 90, ...endAligned, Header: header("ratio"), Cell: RatioCell },
  ...nodeColumns,
  { id: "cost", width: 76, ...endAligned, Header: CostHeader, Cell: CostCell },
  {
    id: "resubmits",
    width: 72,
    ...endAligned,
    Header: header("resubmits"),
    Cell: ({ value }) => (value.frame.resubmits === 0 ? emptyCell : value.frame.resubmits),
  },
  { id: "started", width: 108, ...endAligned, Header: header("started"), Cell: clock((row) => row.frame.startedMs) },
  { id: "ended", width: 108, ...endAligned, Header: header("ended"), Cell: clock((row) => row.frame.endedMs) },
  { id: "timeout", width: 98, align: "end", sortable: true, Header: header("timeout"), Cell: TimeoutCell },
  {
    id: "simulationNode",
    width: 130,
    hidden: true,
    Header: header("simulationNode"),
    Cell: ({ value }) => (value.frame.simulationNode ? <bdi>{value.frame.simulationNode}</bdi> : emptyCell),
  },
  { id: "actions", width: 82, fixed: "end", Header: () => null, Cell: ActionsCell },
];

const nodeColumnIds = new Set(nodeColumns.map((column) => column.id));
/** Columns for the 2018 dialect, which has no fields for nodes. */
export const frameColumns2018 = frameColumns.filter((column) => !nodeColumnIds.has(column.id));

/** The columns where charges are hidden. */
export const withoutCost = (columns: readonly GridColumn<FrameRow>[]) => columns.filter(({ id }) => id !== "cost");

/** Widths of the columns on a phone, px; the others are in the log and in the summary of a cell. */
const phoneWidths: Readonly<Record<string, number>> = { select: 32, frame: 60, status: 112, time: 88, actions: 92 };
export const phoneFrameColumns: readonly GridColumn<FrameRow>[] = frameColumns.flatMap((column) => {
  const width = phoneWidths[column.id];
  return width === undefined ? [] : [{ ...column, width }];
});
