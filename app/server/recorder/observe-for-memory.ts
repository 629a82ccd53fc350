/** What the store keeps of the calls that pass through the proxy: who changed what and runs of frames. */
import * as z from "zod/mini";
import { endpoints } from "../../protocol/endpoints";
import { envelopeSchema } from "../../protocol/wire/envelope";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { writeTargets } from "../../proxy/http/write-targets";
import type { ResponseObserver } from "../collector/observe-responses";
import type { AccountStore } from "../store/account-store";
import type { BalanceReader } from "./balance";
import { attemptsOf } from "./frame-attempts";
import type { PollRecorder } from "./record-polls";

/** Nobody signs in: everyone acts as the account. */
const NOBODY = "";

type MemoryParts = {
  readonly recorder: Pick<PollRecorder, "addAttempts">;
  readonly balance: BalanceReader;
  /** The farm's clock, epoch ms. */
  readonly now: () => number;
};

export function observeForMemory(
  account: Pick<AccountStore, "recordAction">,
  { recorder, balance, now }: MemoryParts,
): ResponseObserver {
  return {
    onRead(operation, body, text) {
      if (operation === "queryUserProfile") balance.note(text);
      if (operation !== "queryTaskFrames" || !("taskId" in body)) return;
      const envelope = envelopeSchema.safeParse(safeJsonParse(text));
      const page = z.safeParse(endpoints.queryTaskFrames.response, envelope.data?.data);
      if (page.success) recorder.addAttempts(attemptsOf(page.data.rows, Number(body.taskId)));
    },
    onWrite(operation, body, { outcome, code }) {
      const targets = writeTargets(body);
      void account.recordAction({
        atMs: now(),
        person: NOBODY,
        operation,
        targets: idsOf(targets),
        outcome,
        code,
        requestId: null,
        details: targets,
      });
    },
  };
}

/** The ids and names of a write as one list. */
const idsOf = (targets: Readonly<Record<string, unknown>>): string[] =>
  Object.values(targets).flatMap((value) => {
    const items = Array.isArray(value) ? value : isCut(value) ? value.first : [value];
    return items.filter((item) => typeof item === "string" || typeof item === "number").map(String);
  });

const isCut = (value: unknown): value is { readonly first: readonly unknown[] } =>
  typeof value === "object" && value !== null && "first" in value && Array.isArray(value.first);
