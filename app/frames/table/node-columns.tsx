/** Columns that only the current dialect fills: the node of a frame, and its load. */
import { useTranslations } from "use-intl";
import { isHung } from "../../protocol/frames/frame-hang";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useHalfMinute } from "../../ui/browser/now";
import { EMPTY_CELL } from "../../ui/format/format";
import type { CellProps, GridColumn } from "../../ui/tree-grid/grid-column";
import { useCell, useFigures } from "./row-store";

type Cell = CellProps<FrameRow>;

const emptyCell = <span className="faint">{EMPTY_CELL}</span>;

function header(id: "node" | "cpu" | "memory") {
  return function Header() {
    return <span>{useTranslations("frames.column")(id)}</span>;
  };
}

function CpuCell({ value: { frame } }: Cell) {
  const { t, format } = useCell();
  const { medianByType } = useFigures();
  const nowMs = useHalfMinute();
  if (frame.cpuPercent === null) return emptyCell;
  const isFrameHung = isHung(frame, medianByType, nowMs);
  return (
    <span className={isFrameHung ? "tone" : ""} data-tone="bad" title={isFrameHung ? t("hung") : undefined}>
      {isFrameHung && "▲ "}
      {format.percent(frame.cpuPercent, 100)}
    </span>
  );
}

/** The memory that is charged, and that of the rented machine; undefined where the farm sends neither. */
function useRam({ ramGb, rentedRamGb }: FrameRow["frame"]): string | undefined {
  const { t, format } = useCell();
  const parts = [
    ramGb === null ? null : t("ram.charged", { size: `${format.count(ramGb)} GB` }),
    rentedRamGb === null ? null : t("ram.rented", { size: `${format.count(rentedRamGb)} GB` }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? undefined : parts.join(" · ");
}

export const nodeColumns: readonly GridColumn<FrameRow>[] = [
  {
    id: "node",
    width: 104,
    sortable: true,
    Header: header("node"),
    Cell: ({ value: { frame } }: Cell) => (frame.node === null ? emptyCell : <bdi>{frame.node}</bdi>),
  },
  { id: "cpu", width: 64, align: "end", sortable: true, Header: header("cpu"), Cell: CpuCell },
  {
    id: "memory",
    width: 80,
    align: "end",
    sortable: true,
    descendingFirst: true,
    Header: header("memory"),
    Cell: function MemoryCell({ value: { frame } }: Cell) {
      const { format } = useCell();
      const title = useRam(frame);
      return frame.memoryBytes === null ? emptyCell : <span title={title}>{format.bytes(frame.memoryBytes)}</span>;
    },
  },
];
