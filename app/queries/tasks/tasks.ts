/** Everything the pages ask of tasks: the history, a sample of frames, the actions, and new tasks. */
import { type QueryClient, queryOptions, useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { missingFrom } from "../../mirror/missing-tasks";
import {
  emptyHistory,
  INFO_SIZE,
  mergeStep,
  planIds,
  planPages,
  type ReadTasks,
  type TaskHistory,
} from "../../mirror/task-history";
import type { ResponseOf } from "../../protocol/endpoints";
import type { Frame } from "../../protocol/frames/frame";
import type { TaskAction } from "../../protocol/tasks/task-status";
import { NOT_FOUND } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";
import { CallError, failureOf } from "../http/call-error";
import { callOperation } from "../http/call-operation";
import { type PollingChoice, pollingInterval } from "../http/polling";
import { createResponseCache } from "../http/response-cache";
import { taskActions } from "./task-actions";

export const taskKeys = {
  all: ["tasks"] as const,
  history: ["tasks", "history"] as const,
  frameSample: (leafId: number) => ["tasks", "frame-sample", leafId] as const,
  action: ["tasks", "action"] as const,
  transferBid: ["tasks", "transfer-bid"] as const,
};

const readHistory = (client: QueryClient) => client.getQueryData<TaskHistory>(taskKeys.history) ?? emptyHistory;

/**
 * The whole history. Each fetch is one step (task-history.ts): while pages are missing the steps follow one another, so
 * the first page shows while the rest loads; afterwards the polling interval decides.
 */
export function taskHistoryQuery(polling: PollingChoice) {
  return queryOptions({
    queryKey: taskKeys.history,
    queryFn: ({ client, signal }) => takeStep(client, signal),
    // mergeStep keeps the identity of what did not change; a second deep comparison would only cost.
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchInterval: (query) => {
      const history = query.state.data;
      const failed = query.state.status === "error" || query.state.fetchFailureCount > 0;
      if (history && !history.complete && !failed) return 1;
      return pollingInterval(polling, { busy: history !== undefined && history.moving.size > 0, failed });
    },
    refetchOnWindowFocus: "always",
    refetchOnReconnect: "always",
    refetchOnMount: "always",
  });
}

const knownPages = createResponseCache<ResponseOf<"getTaskList">>();
const knownTasks = createResponseCache<ResponseOf<"queryTaskInfo">>();

async function takeStep(client: QueryClient, signal: AbortSignal): Promise<TaskHistory> {
  const pages = await Promise.all(
    planPages(readHistory(client)).map(async (at) => ({
      ...at,
      askedMs: Date.now(),
      page: await callOperation("getTaskList", at, signal, knownPages),
    })),
  );
  const listed = new Set(pages.flatMap(({ page }) => page.rows.map((task) => task.id)));
  const known = readHistory(client);
  const missing = pages.flatMap(({ pageNum, page }) => missingFrom(known, page, pageNum));
  const asked = [...new Set([...planIds(known, listed), ...missing])];
  const answers = await readTasks(asked, signal);
  // Read again: an action may have changed the value while we waited.
  const history = readHistory(client);
  return { ...mergeStep(history, pages, answers), steps: history.steps + 1 };
}

async function readTasks(ids: readonly number[], signal?: AbortSignal): Promise<readonly ReadTasks[]> {
  const answers: ReadTasks[] = [];
  for (let from = 0; from < ids.length; from += INFO_SIZE) {
    answers.push(...(await readBatch(ids.slice(from, from + INFO_SIZE), signal)));
  }
  return answers;
}

/** One request for some ids. The farm refuses all of them for a single unknown one: halves find which, and it is left out. */
async function readBatch(asked: readonly number[], signal?: AbortSignal): Promise<readonly ReadTasks[]> {
  const askedMs = Date.now();
  try {
    const { rows } = await callOperation("queryTaskInfo", { taskIds: [...asked] }, signal, knownTasks);
    return [{ asked, tasks: rows, askedMs }];
  } catch (error) {
    const gone = error instanceof CallError && error.failure.kind === "farm" && error.failure.code === NOT_FOUND;
    if (!gone) throw error;
    if (asked.length === 1) return [{ asked, tasks: [], askedMs }];
    const half = Math.ceil(asked.length / 2);
    return [...(await readBatch(asked.slice(0, half), signal)), ...(await readBatch(asked.slice(half), signal))];
  }
}

/** Reads the given top-level tasks again, now, into the history. Throws CallError. */
export async function refreshTasks(client: QueryClient, topIds: readonly number[]): Promise<void> {
  const answers = await readTasks(topIds);
  client.setQueryData<TaskHistory>(taskKeys.history, (history) => mergeStep(history ?? emptyHistory, [], answers));
}

/** Frames asked for when a price is estimated from a sample: one page of one leaf. */
const SAMPLE_SIZE = 100;

/** A sample of a leaf's frames: the basis of a price range. */
export function frameSampleQuery(leafId: number) {
  return queryOptions({
    queryKey: taskKeys.frameSample(leafId),
    queryFn: async ({ signal }): Promise<readonly Frame[]> => {
      const page = await callOperation(
        "queryTaskFrames",
        { taskId: leafId, pageNum: 1, pageSize: SAMPLE_SIZE },
        signal,
      );
      return page.rows;
    },
    staleTime: 60_000,
  });
}

/** Ids of the upload client, needed to send a new task's files. */
export const transferBidQuery = queryOptions({
  queryKey: taskKeys.transferBid,
  queryFn: ({ signal }) => callOperation("getTransferBid", {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** One task of an action: the row it is shown on, the top-level task to read back, and the ids that are sent. */
export type ActionTarget = { readonly rowId: number; readonly topId: number; readonly sendIds: readonly number[] };
export type ActionRequest = { readonly action: TaskAction; readonly targets: readonly ActionTarget[] };
/** What became of one target: accepted by the farm, or the failure of the request it was part of. */
export type ActionOutcome = { readonly target: ActionTarget; readonly failure: Failure | null };

/** Ids one write carries. A refusal concerns all of them, so they are few; writes follow one another, never in parallel. */
const IDS_PER_WRITE = 100;

/**
 * Sends an action and reads the tasks back. Each id is sent once, whatever happens; after a failure the remaining ones
 * are not sent. Resolves with what became of each target; the row shows what the farm says afterwards.
 */
export function useTaskAction() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: taskKeys.action,
    mutationFn: async ({ action, targets }: ActionRequest): Promise<readonly ActionOutcome[]> => {
      const outcomes: ActionOutcome[] = [];
      let stopped: Failure | null = null;
      for (const batch of batches(targets)) {
        if (stopped === null) stopped = await send(action, batch);
        const failure: Failure | null = stopped;
        outcomes.push(...batch.map((target) => ({ target, failure })));
        // What was never sent is certain, whatever is unknown of the batch before it.
        if (stopped !== null) stopped = { ...stopped, certainty: "not-sent" };
      }
      return outcomes;
    },
    onSettled: async (_outcomes, _error, { targets }) => {
      const topIds = [...new Set(targets.map((target) => target.topId))];
      // A failed read-back is no failure of the action: the next refresh brings the same news.
      await refreshTasks(client, topIds).catch(() => client.invalidateQueries({ queryKey: taskKeys.history }));
    },
  });
}

async function send(action: TaskAction, batch: readonly ActionTarget[]): Promise<Failure | null> {
  const row = taskActions[action];
  const ids = batch.flatMap((target) => [...target.sendIds]);
  try {
    if (row.capability === null) await callOperation(row.operation, { taskParam: ids });
    else await callOperation(row.operation, { taskIds: ids });
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

/** Targets in lots that one write may carry. */
export function batches(targets: readonly ActionTarget[]): ActionTarget[][] {
  const result: ActionTarget[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const target of targets) {
    if (size + target.sendIds.length > IDS_PER_WRITE) {
      result.push([]);
      size = 0;
    }
    result.at(-1)?.push(target);
    size += target.sendIds.length;
  }
  return result;
}

const isActionRequest = (value: unknown): value is ActionRequest =>
  typeof value === "object" && value !== null && "action" in value && "targets" in value;

/** The action under way for each row: the row says "Stopping…" until the farm has answered and was read again. */
export function usePendingActions(): ReadonlyMap<number, TaskAction> {
  const requests = useMutationState({
    filters: { mutationKey: taskKeys.action, status: "pending" },
    select: (mutation) => mutation.state.variables,
  });
  return useMemo(() => {
    const running = requests.filter(isActionRequest);
    return new Map(running.flatMap(({ action, targets }) => targets.map(({ rowId }) => [rowId, action] as const)));
  }, [requests]);
}

/** Reserves task ids (createTask). */
export function useCreateTasks() {
  return useMutation({
    mutationFn: (request: { count: number; outUserId?: number }) => callOperation("createTask", request),
  });
}

/** Submits a reserved task whose files were uploaded (submitTask). */
export function useSubmitTask() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (taskId: number) => callOperation("submitTask", { taskId }),
    onSettled: () => client.invalidateQueries({ queryKey: taskKeys.history }),
  });
}
