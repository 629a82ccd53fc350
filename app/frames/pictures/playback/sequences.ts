/** Which frames are played one after another: plain frames, each tile by itself, and frames of other types apart. */
import type { FrameRange } from "../../../protocol/frames/frame-range";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { inRanges } from "../../filters/frame-view";

export type Sequence = {
  readonly typeCode: number | null;
  readonly tile: string | null;
  /** In natural order. */
  readonly rows: readonly FrameRow[];
};

/** The sequences of a task, in the order of their first frames. `rows`: in natural order. */
export function sequencesOf(rows: readonly FrameRow[]): readonly Sequence[] {
  const sequences = new Map<string, Sequence & { readonly rows: FrameRow[] }>();
  for (const row of rows) {
    const { typeCode, tile } = row.frame;
    const key = `${typeCode} ${tile}`;
    const sequence = sequences.get(key);
    if (sequence) sequence.rows.push(row);
    else sequences.set(key, { typeCode, tile, rows: [row] });
  }
  return [...sequences.values()];
}

/** The index of the longest sequence, of equals the first; -1 without sequences. */
export const longestOf = (sequences: readonly Sequence[]): number =>
  sequences.reduce((best, { rows }, index) => (rows.length > (sequences[best]?.rows.length ?? 0) ? index : best), -1);

/** The rows in the ranges, whatever their state; null: all. */
export const rowsInRanges = (rows: readonly FrameRow[], ranges: readonly FrameRange[] | null): readonly FrameRow[] =>
  ranges === null ? rows : rows.filter(({ name }) => inRanges(name, ranges));
