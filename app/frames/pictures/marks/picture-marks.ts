/**
 * Frames whose picture deserves a look: black, nearly black, or very unlike both neighbours. A mark is a hint from a small picture and
 * never more: a cut to black is black on purpose.
 */
import { distance, type PictureStats } from "./picture-stats";

export type MarkKind = "black" | "nearBlack" | "unlike";

/** Stands before the word of a hint, or alone in its corner of a small picture. */
export const HINT_GLYPH = "◆";

/** Brightness up to which a picture counts as black: its brightest thousandth aside, which may be dust of the compression. */
const BLACK_TOP = 6;
const DARK = { mean: 10, high: 48 } as const;
/** The least distance to both neighbours, and how many times the distance of the neighbours from each other it must be. */
const UNLIKE = { least: 16, times: 2.5 } as const;
/** A neighbour may be this many frames away: those between have no picture. */
const REACH = 3;

/** What a picture is by itself; null: nothing to see. */
function darkness({ top, mean, high }: PictureStats): MarkKind | null {
  if (top <= BLACK_TOP) return "black";
  return mean <= DARK.mean && high <= DARK.high ? "nearBlack" : null;
}

/** The statistics of a frame by its place in the natural order; null: its picture is not known. */
export type StatsAt = (index: number) => PictureStats | null;

/** The nearest frame with statistics in one direction; null: none within reach. */
function neighbour(statsAt: StatsAt, from: number, step: -1 | 1): PictureStats | null {
  for (let far = 1; far <= REACH; far += 1) {
    const found = statsAt(from + far * step);
    if (found) return found;
  }
  return null;
}

/**
 * The mark of one frame. A frame without a neighbour on one side is not compared. Of two odd frames side by side neither is unlike
 * both, which is as it should be: it may be a cut.
 */
export function markAt(statsAt: StatsAt, index: number): MarkKind | null {
  const own = statsAt(index);
  if (!own) return null;
  const dark = darkness(own);
  if (dark) return dark;
  const [before, after] = [neighbour(statsAt, index, -1), neighbour(statsAt, index, 1)];
  if (!before || !after || darkness(before) || darkness(after)) return null;
  const nearest = Math.min(distance(own, before), distance(own, after));
  return nearest >= UNLIKE.least && nearest >= UNLIKE.times * distance(before, after) ? "unlike" : null;
}

/** The marks of frames in their natural order; null in `stats`: the picture is not known. */
export function marksOf(stats: readonly (PictureStats | null)[]): (MarkKind | null)[] {
  return stats.map((_, index) => markAt((at) => stats[at] ?? null, index));
}
