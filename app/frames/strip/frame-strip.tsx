/**
 * The strip: one cell a frame on a canvas. Click, drag, Shift and arrow keys select; the table below is its accessible
 * twin with the same selection. Zoom enlarges the cells of large tasks; the strip then scrolls.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { FrameRow } from "../../queries/frames/frame-set";
import classes from "../frames.module.css";
import { FrameSummary } from "./frame-summary";
import { cellAt, scrollTopFor, stepFrom, stripLayout, tilesPerFrame } from "./strip-layout";
import type { ColorBy } from "./strip-paint";
import { useMarks, usePainting } from "./use-strip-canvas";

/** The strip takes at most this much of the page, px; zoomed, it scrolls within. */
const MAX_HEIGHT = 208;

export type StripProps = {
  readonly rows: readonly FrameRow[];
  /** Frames there will be when all have come: until then the rest of the cells are empty. */
  readonly total: number;
  readonly shown: ReadonlySet<number> | null;
  readonly selected: ReadonlySet<number>;
  readonly colorBy: ColorBy;
  /** What the far end of the colour scale stands for. */
  readonly scaleTop: number;
  readonly zoom: number;
  readonly figures: FrameFigures;
  readonly nowMs: number;
  /** The range from one cell to another, both by index. `extend`: from where the last range began. */
  readonly onSelect: (from: number, to: number, extend: boolean) => void;
  readonly onToggle: (index: number) => void;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  /** The zoom beyond which its cells grow no larger. */
  readonly onMaxZoom: (zoom: number) => void;
  /** Keys the strip itself has no use for. */
  readonly onOtherKey: (event: KeyboardEvent, row: FrameRow | undefined) => void;
};

export function FrameStrip(props: StripProps) {
  const { rows, zoom, onSelect, onToggle, onMaxZoom } = props;
  const t = useTranslations("frames.strip");
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [hover, setHover] = useState<{ index: number; x: number; y: number } | null>(null);
  const [focus, setFocus] = useState<number | null>(null);
  const drag = useRef<{ from: number; extend: boolean } | null>(null);
  const tiles = useMemo(() => tilesPerFrame(rows), [rows]);
  // Not by what has come: the cells would move and shrink with every page.
  const count = Math.max(rows.length, props.total);
  const layout = useMemo(() => stripLayout(count, width, MAX_HEIGHT, zoom, tiles), [count, width, zoom, tiles]);
  /** The cells that have a frame. */
  const filled = { ...layout, count: Math.min(layout.count, rows.length) };

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    // Before the first paint, which would show an empty strip otherwise.
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (layout.count > 0) onMaxZoom(layout.maxZoom);
  }, [layout, onMaxZoom]);
  usePainting(canvas, layout, props);
  useMarks(marks, layout, rows, props.selected, focus);

  const reveal = (index: number) => {
    const element = box.current;
    if (element) element.scrollTop = scrollTopFor(layout, index, element.scrollTop, element.clientHeight);
  };
  const indexOf = (event: PointerEvent) => {
    const area = event.currentTarget.getBoundingClientRect();
    return cellAt(filled, event.clientX - area.left, event.clientY - area.top);
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
    const act = actionOf(event, { ...props, onToggle: () => onToggle(from) });
    if (act) {
      event.preventDefault();
      return act();
    }
    const next = stepFrom(filled, from, event.key);
    if (next === null) return props.onOtherKey(event, rows[from]);
    event.preventDefault();
    setHover(null);
    setFocus(next);
    reveal(next);
    if (event.shiftKey) onSelect(from, next, true);
  };

  const named = hover?.index ?? focus;
  const row = named === null ? undefined : rows[named];
  return (
    <div className={classes["strip"]} ref={box} style={{ maxHeight: MAX_HEIGHT + 2 }}>
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
          setFocus((known) => known ?? 0);
          // By the keyboard alone: a click is on what is seen already.
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
  );
}

/** What a key does that leads to no other cell, as in the table. */
function actionOf(
  { key, ctrlKey, metaKey }: KeyboardEvent,
  { onToggle, onSelectAll, onClear }: Record<"onToggle" | "onSelectAll" | "onClear", () => void>,
) {
  if ((ctrlKey || metaKey) && key.toLowerCase() === "a") return onSelectAll;
  if (key === "Escape") return onClear;
  return key === " " ? onToggle : null;
}

/** Beside the pointer, on the side with room. */
function tipPlace({ x, y }: { x: number; y: number }) {
  const right = x > window.innerWidth - 240;
  return right ? { right: window.innerWidth - x + 12, top: y + 14 } : { left: x + 12, top: y + 14 };
}
