/** The pictures in rows; only rows in view are rendered. The focus stays on the grid, which names its active cell. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { isCtrlLetter } from "../../../ui/browser/latin-key";
import type { MarkKind } from "../marks/picture-marks";
import classes from "./sheet.module.css";
import { SheetCell } from "./sheet-cell";
import { placeAfter, sheetLayout } from "./sheet-layout";
import type { SheetSize } from "./sheet-search";

const OVERSCAN = 2;
/** Padding of the grid on both sides, px. */
const PADDING = 28;

export function SheetGrid({
  rows,
  pass,
  size,
  hints,
  selected,
  at,
  onMove,
  onOpen,
  onToggle,
  onSelect,
  onEscape,
  isCovered,
}: {
  rows: readonly FrameRow[];
  pass: number;
  size: SheetSize;
  hints: ReadonlyMap<number, MarkKind>;
  selected: ReadonlySet<number>;
  /** The active cell. */
  at: number;
  onMove: (at: number) => void;
  onOpen: (at: number) => void;
  onToggle: (id: number, extend: boolean) => void;
  onSelect: (ids: readonly number[]) => void;
  onEscape: () => void;
  /** The large picture is open above. */
  isCovered: boolean;
}) {
  const t = useTranslations("sheet");
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const observer = new ResizeObserver(() => setWidth(current.clientWidth - PADDING));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  const { columns, rowHeight } = sheetLayout(width, size);
  const rowCount = Math.ceil(rows.length / columns);
  const virtualizer = useVirtualizer({
    count: width > 0 ? rowCount : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });
  // Another size of the pictures keeps the active one in view.
  const latestAt = useRef(at);
  useLayoutEffect(() => {
    latestAt.current = at;
  });
  useLayoutEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
    virtualizer.scrollToIndex(Math.floor(latestAt.current / columns), { align: "auto" });
  }, [virtualizer, rowHeight, columns]);

  // A link opens the large picture before anything had the focus: the dialog has none to return.
  useEffect(() => {
    if (!isCovered) return;
    const grid = scroller.current;
    return () => {
      if (document.activeElement === document.body) grid?.focus({ preventScroll: true });
    };
  }, [isCovered]);

  const move = (target: number) => {
    onMove(target);
    virtualizer.scrollToIndex(Math.floor(target / columns), { align: "auto" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight));
    const target = placeAfter(event.key, at, { columns, count: rows.length, page });
    if (isCtrlLetter(event, "a")) onSelect(rows.map(({ frame }) => frame.id));
    else if (event.key === " " && (event.ctrlKey || event.metaKey) && row) onToggle(row.frame.id, false);
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Enter" || event.key === " ") onOpen(at);
    else if (event.key === "Escape") onEscape();
    else if (target !== null) move(target);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-frame]") : null;
    const frameId = Number(cell?.dataset["frame"]);
    const index = rows.findIndex(({ frame }) => frame.id === frameId);
    if (index < 0) return;
    scroller.current?.focus({ preventScroll: true });
    if (!(event.ctrlKey || event.metaKey || event.shiftKey)) return onOpen(index);
    onMove(index);
    onToggle(frameId, event.shiftKey);
  };
  const items = virtualizer.getVirtualItems();
  const cellId = (index: number) => `${id}-${rows[index]?.frame.id}`;
  const isActiveRendered = items.some(({ index }) => index === Math.floor(at / columns));
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className={classes["grid"]}
      aria-label={t("grid")}
      aria-rowcount={rowCount}
      aria-colcount={columns}
      aria-multiselectable="true"
      aria-activedescendant={isActiveRendered ? cellId(at) : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="presentation" className={classes["rows"]} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => (
          <div
            key={item.key}
            role="row"
            className={classes["row"]}
            aria-rowindex={item.index + 1}
            style={{
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              transform: `translateY(${item.start}px)`,
            }}
          >
            {rows.slice(item.index * columns, (item.index + 1) * columns).map((row, column) => {
              const index = item.index * columns + column;
              return (
                <SheetCell
                  key={row.frame.id}
                  row={row}
                  pass={pass}
                  hint={hints.get(row.frame.id)}
                  id={cellId(index)}
                  column={column + 1}
                  isActive={index === at}
                  isSelected={selected.has(row.frame.id)}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
