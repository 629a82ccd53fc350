/** Runs of frames in a list of frames that passes through the proxy. */

import type { Frame } from "../../protocol/frames/frame";
import { countedState } from "../../protocol/frames/frame-status";
import type { FrameAttempt } from "../store/write/poll-write";

const ended: ReadonlySet<string> = new Set(["done", "failed"]);

/** The runs that have ended; a frame that was not run has none. `leafId`: the task that was asked for. */
export function attemptsOf(frames: readonly Frame[], leafId: number): FrameAttempt[] {
  return frames.flatMap((frame) => {
    if (frame.startedMs === null || !ended.has(countedState(frame.statusCode))) return [];
    return [
      {
        leafId: String(leafId),
        frameId: String(frame.id),
        frameName: frame.name,
        startedMs: frame.startedMs,
        endedMs: frame.endedMs,
        node: frame.node ?? "",
        statusCode: frame.statusCode,
        renderSeconds: frame.renderSeconds,
        accountCost: frame.accountCost,
        couponCost: frame.couponCost,
        arrears: frame.arrears,
      },
    ];
  });
}
