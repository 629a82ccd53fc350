/**
 * The strip: one cell per frame on a canvas. Click, drag, Shift and arrow keys select; the table below has the same
 * selection and is the accessible view. Zoom enlarges the cells of large tasks; the strip then scrolls.
 */
import { ActionIcon } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { FrameRow } from "../../queries/frames/frame-set";
import { isCtrlLetter } from "../../ui/browser/latin-key";
import { FrameSummary } from "./frame-summary";
import classes from "./strip.module.css";
import { cellAt, scrollTopFor, stepFrom, stripLayout, tilesPerFrame } from "./strip-layout";
import type { ColorBy } from "./strip-paint";
import { useCells, useMarks } from "./use-strip-canvas";

/** Largest height of the strip on the page, px; a zoomed strip scrolls inside it. `low` leaves room for rows. */
const MAX_HEIGHT = { high: 208, low: 80 } as const;

export type StripProps = {
  readonly rows: readonly FrameRow[];
  /** Number of frames when all are loaded; cells of frames that are not loaded are empty. */
  readonly total: number;
  /** Ids of the rows that match the filters; null: all. */
  readonly matchingIds: ReadonlySet<number> | null;
  readonly selected: ReadonlySet<number>;
  readonly colorBy: ColorBy;
  /** The value at the far end of the colour scale. */
  readonly scaleTop: number;
  readonly height: keyof typeof MAX_HEIGHT;
  readonly figures: FrameFigures;
  readonly nowMs: number;
  /** Selects the cells from one index to another. `extend`: from the anchor of the last range. */
  readonly onSelect: (from: number, to: number, extend: boolean) => void;
  readonly onToggle: (index: number) => void;
  readonly onSelectAll: () => void;
  readonly onEscape: () => void;
  /** Keys that the strip does not handle. */
  readonly onOtherKey: (event: KeyboardEvent, row: FrameRow | undefined) => void;
};

export function FrameStrip(props: StripProps) {
  const { rows, onSelect, onToggle } = props;
  const maxHeight = MAX_HEIGHT[props.height];
  const t = useTranslations("frames.strip");
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [zoom, setZoom] = useState(1);
  const [hover, setHover] = useState<{ index: number; x: number; y: number } | null>(null);
  const [focus, setFocus] = useState<number | null>(null);
  const drag = useRef<{ from: number; extend: boolean } | null>(null);
  const tiles = useMemo(() => tilesPerFrame(rows), [rows]);
  // The final count, not the loaded one: cells would move and shrink with every page.
  const count = Math.max(rows.length, props.total);
  const layout = useMemo(
    () => stripLayout(count, width, maxHeight, zoom, tiles),
    [count, width, maxHeight, zoom, tiles],
  );
  /** Without the empty cells. */
  const loaded = { ...layout, count: Math.min(layout.count, rows.length) };

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    // Before the first paint: the observer reports after it, and the strip would be empty.
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  useCells(canvas, layout, props);
  useMarks(marks, layout, rows, props.selected, focus);

  const reveal = (index: number) => {
    const element = box.current;
    if (element) element.scrollTop = scrollTopFor(layout, index, element.scrollTop, element.clientHeight);
  };
  const indexOf = (event: PointerEvent) => {
    const area = event.currentTarget.getBoundingClientRect();
    return cellAt(loaded, event.clientX - area.left, event.clientY - area.top);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const index = indexOf(event);
    if (index === null || event.button !== 0) return;
    const toggles = event.ctrlKey || event.metaKey;
    if (toggles) onToggle(index);
    else onSelect(event.shiftKey ? (focus ?? index) : index, index, event.shiftKey);
    drag.current = toggles ? null : { from: event.shiftKey ? (focus ?? index) : index, extend: event.shiftKey };
    if (!event.shiftKey) setFocus(index);
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const index = indexOf(event);
    if (index === null) return setHover(null);
    setHover({ index, x: event.clientX, y: event.clientY });
    if (drag.current && event.buttons === 1) onSelect(drag.current.from, index, drag.current.extend);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = focus ?? 0;
    const run = commandOf(event, { ...props, onToggle: () => onToggle(from) });
    if (run) {
      event.preventDefault();
      return run();
    }
    const next = stepFrom(loaded, from, event.key);
    if (next === null) return props.onOtherKey(event, rows[from]);
    event.preventDefault();
    setHover(null);
    setFocus(next);
    reveal(next);
    if (event.shiftKey) onSelect(from, next, true);
  };

  const index = hover?.index ?? focus;
  const row = index === null ? undefined : rows[index];
  return (
    <div className={classes["row"]}>
      <div className={classes["strip"]} ref={box} style={{ maxHeight: maxHeight + 2 }}>
        <div
          role="application"
          aria-label={t("label", { count: rows.length })}
          aria-describedby="strip-focus"
          tabIndex={0}
          className={classes["stripArea"]}
          style={{ width: layout.width, height: layout.height }}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={() => {
            drag.current = null;
          }}
          onPointerLeave={() => setHover(null)}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            setFocus((current) => current ?? 0);
            // On keyboard focus only: a click is always on a visible cell.
            if (event.currentTarget.matches(":focus-visible")) reveal(focus ?? 0);
          }}
        >
          <canvas ref={canvas} />
          <canvas ref={marks} className={classes["marks"]} />
        </div>
        <span id="strip-focus" className="visually-hidden" aria-live="polite">
          {hover === null && row && <FrameSummary row={row} figures={props.figures} nowMs={props.nowMs} />}
        </span>
        {hover && row && (
          <div className={classes["tip"]} style={tipPlace(hover)}>
            <FrameSummary row={row} figures={props.figures} nowMs={props.nowMs} />
          </div>
        )}
      </div>
      <Zoom zoom={Math.min(zoom, layout.maxZoom)} maxZoom={layout.maxZoom} onZoom={setZoom} />
    </div>
  );
}

/** On the strip itself, in a place of their own: no other control can push them. */
function Zoom({ zoom, maxZoom, onZoom }: { zoom: number; maxZoom: number; onZoom: (zoom: number) => void }) {
  const t = useTranslations("frames");
  return (
    <span className={classes["zoom"]}>
      <ActionIcon variant="default" aria-label={t("zoomOut")} disabled={zoom <= 1} onClick={() => onZoom(zoom / 2)}>
        <IconMinus size={14} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={t("zoomIn")}
        disabled={zoom >= maxZoom}
        onClick={() => onZoom(zoom * 2)}
      >
        <IconPlus size={14} aria-hidden="true" />
      </ActionIcon>
    </span>
  );
}

/** The command of a key that does not move the focus, as in the table. */
function commandOf(
  event: KeyboardEvent,
  { onToggle, onSelectAll, onEscape }: Record<"onToggle" | "onSelectAll" | "onEscape", () => void>,
) {
  if (isCtrlLetter(event, "a")) return onSelectAll;
  if (event.key === "Escape") return onEscape;
  return event.key === " " ? onToggle : null;
}

/** The place of the tip: beside the pointer, on the side that has room for it. */
function tipPlace({ x, y }: { x: number; y: number }) {
  const right = x > window.innerWidth - 240;
  return right ? { right: window.innerWidth - x + 12, top: y + 14 } : { left: x + 12, top: y + 14 };
}
