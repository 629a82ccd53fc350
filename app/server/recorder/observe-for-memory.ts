/** What the store keeps of the reads that pass through the proxy: the balance and runs of frames. */

import * as z from "zod/mini";
import { framePageSchema } from "../../protocol/frames/frame";
import { envelopeSchema } from "../../protocol/wire/envelope";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import type { ResponseObserver } from "../collector/observe-responses";
import type { BalanceReader } from "./balance";
import { attemptsOf } from "./frame-attempts";
import type { PollRecorder } from "./record-polls";

type MemoryParts = {
  readonly recorder: Pick<PollRecorder, "addAttempts">;
  readonly balance: BalanceReader;
};

export function observeForMemory({ recorder, balance }: MemoryParts): ResponseObserver {
  return {
    onRead(operation, body, text) {
      if (operation === "queryUserProfile") balance.note(text);
      if (operation !== "queryTaskFrames" || !("taskId" in body)) return;
      const envelope = envelopeSchema.safeParse(safeJsonParse(text));
      const page = z.safeParse(framePageSchema, envelope.data?.data);
      if (page.success) recorder.addAttempts(attemptsOf(page.data.rows, Number(body.taskId)));
    },
  };
}
