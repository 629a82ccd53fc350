/** What became of the load of a picture. */
import type { PictureFailure } from "../../../protocol/frames/frame-pictures";
import type { PictureStats } from "../marks/picture-stats";

/**
 * Why there is no picture, beside what our server says: `broken` the file cannot be decoded, `busy` our server wants fewer requests,
 * `offline` it does not answer.
 */
export type PictureFault = PictureFailure | "broken" | "busy" | "offline" | "other";

export type PictureResult =
  | { readonly kind: "ready"; readonly stats: PictureStats }
  | { readonly kind: "fault"; readonly fault: PictureFault };
