/** The frames behind the tiles of a task: the farm reports the progress of tiles without the ids that pictures need. */
import type { TileProgress } from "../../protocol/frames/tile-progress";
import type { FrameRow } from "../../queries/frames/frame-set";

type Tile = Pick<TileProgress, "frame" | "tile">;

const keyOf = (frame: string | number, tile: string | number | null) => `${frame} ${tile ?? ""}`;

function keyOfRow({ name }: FrameRow): string | null {
  if (name.kind === "tile") return keyOf(name.frame, name.tile);
  return name.kind === "single" ? keyOf(name.frame, null) : null;
}

/** Finds the frame of a tile; null: it is not loaded, or its name has another form. */
export function createTileLookup(rows: readonly FrameRow[]): (tile: Tile) => FrameRow | null {
  const byKey = new Map<string, FrameRow>();
  for (const row of rows) {
    const key = keyOfRow(row);
    if (key !== null) byKey.set(key, row);
  }
  return ({ frame, tile }) => byKey.get(keyOf(frame, tile)) ?? null;
}
