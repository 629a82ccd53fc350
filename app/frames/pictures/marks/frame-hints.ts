/** The hints of the frames of a task. Tiles and frames of other types are compared with their like only. */
import type { FrameRow } from "../../../queries/frames/frame-set";
import { type MarkKind, markAt, marksOf } from "./picture-marks";
import type { PictureStats } from "./picture-stats";

/** The rows that are compared with each other, in natural order as `rows` are. */
function groupsOf(rows: readonly FrameRow[]): Iterable<readonly FrameRow[]> {
  const groups = new Map<string, FrameRow[]>();
  for (const row of rows) {
    const key = `${row.frame.typeCode} ${row.frame.tile}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups.values();
}

/** The hints by frame id. `rows`: in natural order. `statsOf`: null where no picture is known. */
export function frameHints(
  rows: readonly FrameRow[],
  statsOf: (row: FrameRow) => PictureStats | null,
): ReadonlyMap<number, MarkKind> {
  const hints = new Map<number, MarkKind>();
  for (const group of groupsOf(rows))
    for (const [index, mark] of marksOf(group.map(statsOf)).entries()) {
      const row = group[index];
      if (row && mark) hints.set(row.frame.id, mark);
    }
  return hints;
}

/**
 * The hint of a single frame, as far as its picture and those of its neighbours are known now. The rows in view cost a few comparisons
 * where a pass over all frames would cost as many as there are frames, at each picture that arrives.
 */
export function createHintLookup(
  rows: readonly FrameRow[],
  statsOf: (row: FrameRow) => PictureStats | null,
): (frameId: number) => MarkKind | null {
  type Place = { readonly group: readonly FrameRow[]; readonly index: number };
  let places: Map<number, Place> | undefined;
  const placeOf = (frameId: number) => {
    if (!places) {
      places = new Map();
      for (const group of groupsOf(rows))
        for (const [index, row] of group.entries()) places.set(row.frame.id, { group, index });
    }
    return places.get(frameId);
  };
  return (frameId) => {
    const place = placeOf(frameId);
    if (!place) return null;
    const statsAt = (index: number) => {
      const row = place.group[index];
      return row ? statsOf(row) : null;
    };
    return markAt(statsAt, place.index);
  };
}
