/** What the line of frames shows for each place: whether a picture is loaded. */
import type { CachedPicture } from "./bitmap-cache";
import type { PlayedFrame } from "./player";

/** `notDone`: the frame has no picture. `fault`: its picture could not be loaded. The later ones show where several share a place. */
export const cellKinds = ["ready", "loading", "notDone", "fault"] as const;
export type CellKind = (typeof cellKinds)[number];

/** The kind of each of at most `most` places, which share the frames evenly. */
export function timelineCells(
  frames: readonly PlayedFrame[],
  pictureOf: (url: string) => CachedPicture | undefined,
  most: number,
): CellKind[] {
  const count = Math.min(frames.length, most);
  const cells = Array<CellKind>(count).fill("ready");
  const rank = (kind: CellKind | undefined) => (kind === undefined ? -1 : cellKinds.indexOf(kind));
  for (const [index, { url }] of frames.entries()) {
    const place = Math.floor((index * count) / frames.length);
    const picture = url === null ? null : pictureOf(url);
    const kind =
      picture === null ? "notDone" : picture === undefined ? "loading" : picture.kind === "fault" ? "fault" : "ready";
    if (rank(kind) > rank(cells[place])) cells[place] = kind;
  }
  return cells;
}
