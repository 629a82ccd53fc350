/**
 * Gives up old samples in small steps: SQLite works on the main thread, so a step is short and others get four times as long
 * before the next one.
 */
import { setTimeout } from "node:timers/promises";
import type { EngineSession } from "../engine/engine-session";
import { retainActions } from "./retain-actions";
import { type Cursor, farmSamples, firstCursor, taskSamples, type WalkStep, walkStep } from "./walk";

/** A step is made shorter above this and longer below a third of it. A request waits for at most one step. */
const LONGEST_STEP_MS = 15;
const REST = 4;
const FIRST_ROWS = 200;
const MOST_ROWS = 500;
const LEAST_ROWS = 20;

/** Between two walks through all samples. */
const EVERY_MS = 6 * 3_600_000;

export type RetentionResult = { readonly deleted: number; readonly longestStepMs: number };

/** One walk through all samples. Rejects when the database is away; what is deleted is deleted. */
export async function retainOnce(
  session: EngineSession,
  nowMs: number,
  signal?: AbortSignal,
): Promise<RetentionResult> {
  let [rows, deleted, longestStepMs] = [FIRST_ROWS, 0, 0];
  for (const table of [taskSamples, farmSamples]) {
    for (let cursor: Cursor | null = firstCursor; cursor; ) {
      if (signal?.aborted) return { deleted, longestStepMs };
      const from: Cursor = cursor;
      const count = rows;
      const start = performance.now();
      const step: WalkStep = await session.use((engine) => walkStep(engine, table, from, count, nowMs));
      const duration = performance.now() - start;
      if (duration > LONGEST_STEP_MS) rows = Math.max(LEAST_ROWS, Math.floor(rows / 2));
      else if (duration < LONGEST_STEP_MS / 3) rows = Math.min(MOST_ROWS, rows * 2);
      cursor = step.next;
      deleted += step.deleted;
      longestStepMs = Math.max(longestStepMs, duration);
      await setTimeout(duration * REST);
    }
  }
  return { deleted, longestStepMs };
}

export type RetentionOptions = {
  /** The clock of samples and actions. */
  readonly now?: () => number;
  /** How long actions are kept, ms; absent: for ever. */
  readonly keepActionsMs?: number | undefined;
};

/** Walks now and every six hours until `stop`. A walk that fails is made again at the next time. */
export function startRetention(
  session: EngineSession,
  { now = Date.now, keepActionsMs }: RetentionOptions = {},
): { readonly stop: () => void } {
  const controller = new AbortController();
  const { signal } = controller;
  const run = async () => {
    while (!signal.aborted) {
      await retainOnce(session, now(), signal).catch(() => undefined);
      if (keepActionsMs !== undefined)
        await retainActions(session, now() - keepActionsMs, signal).catch(() => undefined);
      await setTimeout(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  void run();
  return { stop: () => controller.abort() };
}
