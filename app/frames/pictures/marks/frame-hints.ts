/** The hints of the frames of a task. Tiles and frames of other types are compared with their like only. */
import type { FrameRow } from "../../../queries/frames/frame-set";
import { type MarkKind, marksOf } from "./picture-marks";
import type { PictureStats } from "./picture-stats";

/** The hints by frame id. `rows`: in natural order. `statsOf`: null where no picture is known. */
export function frameHints(
  rows: readonly FrameRow[],
  statsOf: (row: FrameRow) => PictureStats | null,
): ReadonlyMap<number, MarkKind> {
  const groups = new Map<string, FrameRow[]>();
  for (const row of rows) {
    const key = `${row.frame.typeCode} ${row.frame.tile}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const hints = new Map<number, MarkKind>();
  for (const group of groups.values())
    for (const [index, mark] of marksOf(group.map(statsOf)).entries()) {
      const row = group[index];
      if (row && mark) hints.set(row.frame.id, mark);
    }
  return hints;
}
