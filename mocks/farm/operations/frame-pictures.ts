/** Paths of the pictures of a frame (loadingFrameThumbnail, endpoints-current section 3). */
import { FRAME } from "../engine/codes";
import { currentPath, picturePaths } from "../pictures/picture-files";
import type { FarmState } from "../state";
import { type Body, INVALID, Refusal, readId, readInteger } from "../wire/request-body";
import { findFrame } from "./task-queries";

/** The paths in the notation of 2018. 600 unless the request says that the frame is done. */
export function loadingFrameThumbnail(farm: FarmState, body: Body): string[] {
  if (readInteger(body, "frameStatus") !== FRAME.done) throw new Refusal(INVALID);
  const { leaf, index } = findFrame(farm, readId(body, "id"));
  return picturePaths(leaf, index);
}

/** The same paths in today's notation. */
export const currentPicturePaths = (data: unknown): unknown =>
  Array.isArray(data) ? data.map((path) => currentPath(String(path))) : data;
