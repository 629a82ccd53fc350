import type { Frame } from "../../protocol/frames/frame";
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";

/** Whether the farm can have a log of a frame: it renders, or it has started before. A frame that was stopped before its start has none. */
export const canHaveLog = ({ statusCode, startedMs }: Frame): boolean =>
  statusCode === FRAME.rendering || (frameStatus(statusCode).isEnded && startedMs !== null);
