/** Whether a frame is rendered again after a rerender. */
import type { Frame } from "./frame";
import { frameStatus } from "./frame-status";

/** Whether a frame that was read back is rendered again: it waits, renders, or was resubmitted and has ended since. */
export const hasRestarted = (before: Frame, after: Frame | undefined): boolean =>
  after !== undefined && (after.resubmits > before.resubmits || !frameStatus(after.statusCode).isEnded);
