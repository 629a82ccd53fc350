import type { PictureFailure } from "../../protocol/frames/frame-pictures";

/** A picture that cannot be had; `detail` says why in English and contains nothing that the farm sent. */
export class PictureError extends Error {
  override readonly name = "PictureError";
  readonly failure: PictureFailure;

  constructor(failure: PictureFailure, detail: string) {
    super(detail);
    this.failure = failure;
  }
}
