/** The place of each cell of the strip, in CSS pixels: one cell per frame, the tiles of a frame side by side. */
import type { FrameRow } from "../../queries/frames/frame-set";

export type StripLayout = {
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell, gap included. */
  readonly cell: number;
  readonly gap: number;
  readonly width: number;
  readonly height: number;
  /** The zoom at which cells reach their largest size. */
  readonly maxZoom: number;
};

const MAX_CELL = 16;
const MAX_ZOOMED = 32;
const MAX_ZOOM = 8;
const ZOOMS = [1, 2, 4, MAX_ZOOM];
/** Below this a cell has no room for a gap. */
const GAP_FROM = 5;

/**
 * The largest cells with which `count` of them fit into the height, times the zoom. With tiles, a line holds complete
 * frames only, so that the tiles of a frame are side by side.
 */
export function stripLayout(count: number, width: number, maxHeight: number, zoom: number, tiles: number): StripLayout {
  // Before layout the element has no width.
  if (width <= 0) return { count: 0, columns: 0, rows: 0, cell: 1, gap: 0, width: 0, height: 0, maxZoom: 1 };
  const fitting = count === 0 ? MAX_CELL : Math.sqrt((width * maxHeight) / count);
  let fit = Math.max(1, Math.min(MAX_CELL, Math.floor(fitting)));
  // Flooring and complete frames per line leave gaps, so the first guess may be too large.
  while (fit > 1 && linesAt(count, width, fit, tiles) * fit > maxHeight) fit -= 1;
  const maxZoom = ZOOMS.find((step) => fit * step >= MAX_ZOOMED) ?? MAX_ZOOM;
  const cell = Math.min(MAX_ZOOMED, fit * zoom);
  const columns = columnsAt(width, cell, tiles);
  const rows = Math.ceil(count / columns);
  const gap = cell >= GAP_FROM ? 1 : 0;
  return { count, columns, rows, cell, gap, width: columns * cell, height: rows * cell, maxZoom };
}

function columnsAt(width: number, cell: number, tiles: number): number {
  const columns = Math.max(1, Math.floor(width / cell));
  return tiles > 1 && columns >= tiles ? columns - (columns % tiles) : columns;
}

const linesAt = (count: number, width: number, cell: number, tiles: number) =>
  Math.ceil(count / columnsAt(width, cell, tiles));

/** The index of the cell at a point; null outside the cells. */
export function cellAt(layout: StripLayout, x: number, y: number): number | null {
  const column = Math.floor(x / layout.cell);
  const row = Math.floor(y / layout.cell);
  if (x < 0 || y < 0 || column >= layout.columns) return null;
  const index = row * layout.columns + column;
  return index < layout.count ? index : null;
}

/** The index after an arrow key, Home or End; the same index at the edge, null for other keys. */
export function stepFrom(layout: StripLayout, index: number, key: string): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -layout.columns,
    ArrowDown: layout.columns,
    Home: -index,
    End: layout.count - 1 - index,
  };
  const step = steps[key];
  if (step === undefined) return null;
  const next = index + step;
  return next < 0 || next >= layout.count ? index : next;
}

/** The smallest scroll that makes a cell visible in a window of this height. */
export function scrollTopFor(layout: StripLayout, index: number, scrollTop: number, height: number): number {
  const top = Math.floor(index / layout.columns) * layout.cell;
  return Math.max(Math.min(scrollTop, top), top + layout.cell - height);
}

/** Cells per frame where every frame has the same number of them (its composite included), else 1. */
export function tilesPerFrame(rows: readonly FrameRow[]): number {
  if (!rows.some(({ name }) => name.kind === "tile")) return 1;
  const counts = new Map<number, number>();
  for (const { name } of rows) {
    if (name.kind === "group" || name.kind === "opaque") return 1;
    counts.set(name.frame, (counts.get(name.frame) ?? 0) + 1);
  }
  const [first = 1] = counts.values();
  if (counts.size < 2) return 1;
  for (const count of counts.values()) if (count !== first) return 1;
  return first;
}
