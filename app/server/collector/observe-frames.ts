/** Gives the frame watch the frames that pages read, and tells it which tasks' frames a page has changed. */

import type { FrameWatch } from "../../mirror/frame-watch";
import { framePageSchema } from "../../protocol/frames/frame";
import { decodeEnvelope } from "./farm-reader";
import type { ResponseObserver } from "./observe-responses";

const numberOf = (body: object, member: string): number =>
  Number(new Map<string, unknown>(Object.entries(body)).get(member));

/** `isReading`: this instance reads the farm; the list of another one is its leader's. */
export function observeFrames(watch: Pick<FrameWatch, "note" | "expire">, isReading: () => boolean): ResponseObserver {
  return {
    onRead(operation, body, text, requestedMs) {
      // A search returns other pages.
      if (operation !== "queryTaskFrames" || "searchKeyword" in body || !isReading()) return;
      const { rows } = decodeEnvelope(operation, text, framePageSchema).data;
      watch.note({
        taskId: numberOf(body, "taskId"),
        pageNum: numberOf(body, "pageNum"),
        pageSize: numberOf(body, "pageSize"),
        frames: rows,
        requestedMs,
      });
    },
    onWrite(_operation, body, { outcome }) {
      if (outcome !== "refused" && outcome !== "not-sent" && "taskId" in body) watch.expire(numberOf(body, "taskId"));
    },
  };
}
