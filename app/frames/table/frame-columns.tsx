/** The columns of the frame table: the accessible twin of the strip. */
import { useTranslations } from "use-intl";
import { frameStatus } from "../../protocol/frames/frame";
import { elapsedOf, isOutlier, slowness, timeLeft } from "../../protocol/frames/frame-figures";
import { isHung } from "../../protocol/frames/frame-hang";
import { frameCharge } from "../../protocol/pricing";
import { useCurrency } from "../../queries/account/currency";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useHalfMinute } from "../../ui/browser/now";
import { EMPTY_CELL, HIDDEN_AMOUNT } from "../../ui/format/format";
import { statusGlyphs } from "../../ui/status/status-badge";
import type { CellProps, GridColumn } from "../../ui/tree-grid/grid-column";
import classes from "../frames.module.css";
import { FrameLogButton } from "../log/log-button";
import { nodeColumns } from "./node-columns";
import { useCell, useFigures, useSelected } from "./row-store";

type ColumnId = keyof typeof import("../../i18n/en/frames.json")["frames"]["column"];
type Cell = CellProps<FrameRow>;

function header(id: ColumnId) {
  return function Header() {
    const t = useTranslations("frames.column");
    return <span title={t(id)}>{t(id)}</span>;
  };
}

const faint = <span className="faint">{EMPTY_CELL}</span>;

function SelectCell({ value }: Cell) {
  const { t, words } = useCell();
  const { selected, toggle } = useSelected(value.frame.id);
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      className={classes["checkbox"]}
      aria-label={t("select", { name: words.name(value.name) })}
      checked={selected}
      onClick={(event) => {
        event.stopPropagation();
        toggle(event.shiftKey);
      }}
      onChange={() => undefined}
    />
  );
}

function StatusCell({ value }: Cell) {
  const { words } = useCell();
  const { statusCode } = value.frame;
  const { name, tone } = frameStatus(statusCode);
  return (
    <>
      <span className={`tone ${classes["badge"]}`} data-tone={tone}>
        <span aria-hidden="true">{statusGlyphs[name]}</span>
        {words.status(statusCode)}
      </span>
      <FrameLogButton row={value} />
    </>
  );
}

function TimeCell({ value }: Cell) {
  const { format } = useCell();
  const nowMs = useHalfMinute();
  const elapsed = elapsedOf(value.frame, nowMs);
  return elapsed === null ? faint : format.duration(elapsed);
}

function RatioCell({ value }: Cell) {
  const { t } = useCell();
  const figures = useFigures();
  const nowMs = useHalfMinute();
  const ratio = slowness(value.frame, figures.medianByType, nowMs);
  if (ratio === null) return faint;
  const outlier = isOutlier(value.frame, figures, nowMs);
  const why = t(isHung(value.frame, figures.medianByType, nowMs) ? "hung" : "outlier");
  return (
    <span className={outlier ? "tone" : ""} data-tone="bad" title={outlier ? why : undefined}>
      {outlier && "▲ "}
      {ratio.toFixed(1)}
    </span>
  );
}

function CostCell({ value: { frame } }: Cell) {
  const { t, format, hidden } = useCell();
  if (hidden) return <span className="faint">{HIDDEN_AMOUNT}</span>;
  const cost = frameCharge(frame);
  if (frame.arrears)
    return (
      <span className="tone" data-tone="bad">
        {t("owed", { amount: format.amount(frame.arrears) })}
      </span>
    );
  return cost === 0 && !frameStatus(frame.statusCode).isEnded ? faint : format.amount(cost);
}

function CostHeader() {
  const t = useTranslations("frames.column");
  const { symbol } = useCurrency();
  return <span>{`${t("cost")} ${symbol}`}</span>;
}

function TimeoutCell({ value }: Cell) {
  const { t, format } = useCell();
  const nowMs = useHalfMinute();
  const left = timeLeft(value.frame, nowMs);
  if (left === null) return faint;
  return left <= 0 ? (
    <span className="tone" data-tone="bad">
      {t("overdue")}
    </span>
  ) : (
    <span className={left < 1800 ? "tone" : ""} data-tone="bad">
      {format.duration(left)}
    </span>
  );
}

function clock(pick: (row: FrameRow) => number | null) {
  return function ClockCell({ value }: Cell) {
    const { format } = useCell();
    const nowMs = useHalfMinute();
    const ms = pick(value);
    return ms === null ? faint : <span title={format.moment(ms)}>{format.clock(ms, nowMs)}</span>;
  };
}

const end = { align: "end", sortable: true, descendingFirst: true } as const;

export const frameColumns: readonly GridColumn<FrameRow>[] = [
  { id: "select", width: 32, fixed: "start", Header: () => null, Cell: SelectCell },
  {
    id: "frame",
    width: 150,
    grow: true,
    sortable: true,
    Header: header("frame"),
    Cell: function FrameCell({ value }) {
      return <bdi>{useCell().words.name(value.name)}</bdi>;
    },
  },
  { id: "status", width: 210, sortable: true, Header: header("status"), Cell: StatusCell },
  {
    id: "type",
    width: 150,
    sortable: true,
    Header: header("type"),
    Cell: function TypeCell({ value }) {
      return <bdi>{useCell().words.type(value.frame.typeCode)}</bdi>;
    },
  },
  { id: "time", width: 100, ...end, Header: header("time"), Cell: TimeCell },
  { id: "ratio", width: 96, ...end, Header: header("ratio"), Cell: RatioCell },
  ...nodeColumns,
  { id: "cost", width: 84, ...end, Header: CostHeader, Cell: CostCell },
  {
    id: "resubmits",
    width: 104,
    ...end,
    Header: header("resubmits"),
    Cell: ({ value }) => (value.frame.resubmits === 0 ? faint : value.frame.resubmits),
  },
  { id: "started", width: 128, ...end, Header: header("started"), Cell: clock((row) => row.frame.startedMs) },
  { id: "ended", width: 128, ...end, Header: header("ended"), Cell: clock((row) => row.frame.endedMs) },
  { id: "timeout", width: 110, align: "end", sortable: true, Header: header("timeout"), Cell: TimeoutCell },
  {
    id: "simulationNode",
    width: 130,
    hidden: true,
    Header: header("simulationNode"),
    Cell: ({ value }) => (value.frame.simulationNode ? <bdi>{value.frame.simulationNode}</bdi> : faint),
  },
];

const ofLoad = new Set(nodeColumns.map((column) => column.id));
/** What the protocol of 2018 can fill. */
export const plainFrameColumns = frameColumns.filter((column) => !ofLoad.has(column.id));

/** Columns of an account that may not see costs: an order by them would tell which frames cost more. */
export const withoutCostOrder = (columns: readonly GridColumn<FrameRow>[]) =>
  columns.map((column) => (column.id === "cost" ? { ...column, sortable: false } : column));

const onPhone = new Set(["select", "frame", "status", "time"]);
/** What a phone has room for. */
export const phoneFrameColumns: readonly GridColumn<FrameRow>[] = frameColumns
  .filter((column) => onPhone.has(column.id))
  .map((column) =>
    column.id === "status" ? { ...column, width: 130 } : { ...column, width: Math.min(column.width, 84) },
  );
