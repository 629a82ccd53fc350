/** Which rows the page shows: those that match the filters, and above them the frames that the last command went to. */
import type { FrameRow } from "../../queries/frames/frame-set";
import type { ActedGroup } from "../acted/acted-frames";

export type ShownRows = {
  /** Frames of the last command; empty where no filter hides any, so that they keep their place in the order. */
  readonly group: readonly FrameRow[];
  /** All other shown frames. */
  readonly others: readonly FrameRow[];
  /** Both, in the natural order. */
  readonly all: readonly FrameRow[];
};

/** `matching`: the rows that match the filters, the same array when all do. */
export function shownRows(
  rows: readonly FrameRow[],
  matching: readonly FrameRow[],
  acted: ActedGroup | null,
): ShownRows {
  if (acted === null || (matching === rows && !acted.isOnly)) return { group: [], others: matching, all: matching };
  const group = rows.filter((row) => acted.ids.has(row.frame.id));
  if (acted.isOnly) return { group, others: [], all: group };
  const others = matching.filter((row) => !acted.ids.has(row.frame.id));
  const otherIds = new Set(others.map((row) => row.frame.id));
  return { group, others, all: rows.filter(({ frame }) => acted.ids.has(frame.id) || otherIds.has(frame.id)) };
}
