/** Columns that only today's farm fills: where a frame ran, and how busy the machine was. */
import { useTranslations } from "use-intl";
import { isHung } from "../../protocol/frames/frame-hang";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useHalfMinute } from "../../ui/browser/now";
import { EMPTY_CELL } from "../../ui/format/format";
import type { CellProps, GridColumn } from "../../ui/tree-grid/grid-column";
import { useCell, useFigures } from "./row-store";

type Cell = CellProps<FrameRow>;

const faint = <span className="faint">{EMPTY_CELL}</span>;

function header(id: "node" | "cpu" | "memory") {
  return function Header() {
    return <span>{useTranslations("frames.column")(id)}</span>;
  };
}

function CpuCell({ value: { frame } }: Cell) {
  const { t, format } = useCell();
  const { medianByType } = useFigures();
  const nowMs = useHalfMinute();
  if (frame.cpuPercent === null) return faint;
  const hung = isHung(frame, medianByType, nowMs);
  return (
    <span className={hung ? "tone" : ""} data-tone="bad" title={hung ? t("hung") : undefined}>
      {hung && "▲ "}
      {format.percent(frame.cpuPercent, 100)}
    </span>
  );
}

export const nodeColumns: readonly GridColumn<FrameRow>[] = [
  {
    id: "node",
    width: 112,
    sortable: true,
    Header: header("node"),
    Cell: ({ value: { frame } }: Cell) => (frame.node === null ? faint : <bdi>{frame.node}</bdi>),
  },
  { id: "cpu", width: 68, align: "end", sortable: true, Header: header("cpu"), Cell: CpuCell },
  {
    id: "memory",
    width: 84,
    align: "end",
    sortable: true,
    descendingFirst: true,
    Header: header("memory"),
    Cell: function MemoryCell({ value: { frame } }: Cell) {
      const { format } = useCell();
      return frame.memoryBytes === null ? faint : format.bytes(frame.memoryBytes);
    },
  },
];
