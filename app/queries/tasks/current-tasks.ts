/** What only today's farm can do with tasks: change them, list their files, the deleted ones and who did what. Loaded with its dialogs. */
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { RequestOf } from "../../protocol/requests";
import type { Hardware } from "../../protocol/tasks/hardware";
import { permissionRefusals } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";
import { failureOf } from "../http/call-error";
import { callOperation } from "../http/call-operation";
import { type ActionTarget, batches, refreshTasks, taskKeys } from "./tasks";

const keys = {
  hardware: (ids: readonly number[]) => [...taskKeys.all, "hardware", ids] as const,
  files: (place: OutputPlace) => [...taskKeys.all, "files", place] as const,
  deleted: [...taskKeys.all, "deleted"] as const,
  record: (asked: object) => [...taskKeys.all, "record", asked] as const,
};

/** Machine types, with the one in use by these tasks marked; several when they differ. */
export const hardwareQuery = (taskIds: readonly number[]) =>
  queryOptions({
    queryKey: keys.hardware(taskIds),
    queryFn: ({ signal }) =>
      callOperation("hardwareConfigList", taskIds.length === 0 ? {} : { taskIds: [...taskIds] }, signal),
    staleTime: 0,
  });

/** A folder of the account's output: a task's own, whatever it is called, or one by its path from the root. */
export type OutputPlace = { readonly taskId: number } | { readonly path: string };

export const outputFilesQuery = (place: OutputPlace) =>
  queryOptions({
    queryKey: keys.files(place),
    queryFn: ({ signal }) =>
      callOperation(
        "getOutputUserDirFile",
        "taskId" in place ? { treePath: "/", taskId: place.taskId } : { treePath: place.path },
        signal,
      ),
  });

/** Rows a page of deleted tasks or of the record has; the most the farm gives. */
const ROWS = 100;

/** Deleted tasks, newest first, page after page. */
export const deletedTasksQuery = infiniteQueryOptions({
  queryKey: keys.deleted,
  queryFn: ({ pageParam, signal }) => callOperation("getDeletedTasks", { pageNum: pageParam, pageSize: ROWS }, signal),
  initialPageParam: 1,
  getNextPageParam: (last) => (last.pageNum < last.pageCount ? last.pageNum + 1 : undefined),
  staleTime: 0,
});

/** A page of the operation record; the dates are moments as the farm writes them. */
export const taskRecordQuery = (asked: Omit<RequestOf<"taskRecord">, "pageSize">) =>
  queryOptions({
    queryKey: keys.record(asked),
    queryFn: ({ signal }) => callOperation("taskRecord", { ...asked, pageSize: RECORD_ROWS }, signal),
    placeholderData: keepPreviousData,
  });

/** Entries of the record on one page of the screen. */
const RECORD_ROWS = 50;

/** One thing that is changed about tasks. */
export type TaskChange =
  | { readonly kind: "timeLimit"; readonly seconds: number }
  | { readonly kind: "priority"; readonly level: 50 | 60 }
  | { readonly kind: "addTag"; readonly tag: string }
  | { readonly kind: "removeTag"; readonly tag: string }
  | { readonly kind: "hardware"; readonly hardware: Hardware };

export type ChangeRequest = { readonly change: TaskChange; readonly targets: readonly ActionTarget[] };
/** What became of one target of one change. `onHardware`: read back, it runs on the type that was chosen. */
export type ChangeOutcome = {
  readonly change: TaskChange;
  readonly target: ActionTarget;
  readonly failure: Failure | null;
  readonly onHardware: boolean;
};

type Progress = (sent: number, total: number) => void;

/**
 * Sends changes one request after another and reads the tasks back. Nothing is sent twice. A refusal of one request does
 * not keep the others from being sent, unless it is about rights; anything else that goes wrong does.
 */
export function useChangeTasks() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({
      requests,
      onProgress,
    }: {
      requests: readonly ChangeRequest[];
      onProgress: Progress;
    }): Promise<readonly ChangeOutcome[]> => {
      const steps = requests.flatMap(stepsOf);
      const outcomes: ChangeOutcome[] = [];
      let stopped: Failure | null = null;
      for (const [index, { change, targets }] of steps.entries()) {
        onProgress(index, steps.length);
        const failure: Failure | null =
          stopped ??
          (await send(
            change,
            targets.flatMap(({ sendIds }) => [...sendIds]),
          ));
        outcomes.push(...targets.map((target) => ({ change, target, failure, onHardware: false })));
        // What was never sent is certain, whatever is unknown of the request before it.
        if (failure !== null && (stopped !== null || !isOwn(failure))) stopped = { ...failure, certainty: "not-sent" };
      }
      onProgress(steps.length, steps.length);
      return seenOnHardware(outcomes);
    },
    onSettled: async (_outcomes, _error, { requests }) => {
      const topIds = new Set(requests.flatMap(({ targets }) => targets.map(({ topId }) => topId)));
      // A failed read-back is no failure of the change: the next refresh brings the same news.
      await refreshTasks(client, [...topIds]).catch(() => client.invalidateQueries({ queryKey: taskKeys.history }));
    },
  });
}

/** Several tasks a request, but for the priority, of which the farm takes one. */
const stepsOf = ({ change, targets }: ChangeRequest) =>
  (change.kind === "priority" ? targets.map((target) => [target]) : batches(targets)).map((batch) => ({
    change,
    targets: batch,
  }));

/** A refusal that says something of these tasks and nothing of others. */
const isOwn = (failure: Failure) => failure.kind === "farm" && !permissionRefusals.has(failure.code);

async function send(change: TaskChange, taskIds: number[]): Promise<Failure | null> {
  try {
    await sendChange(change, taskIds);
    return null;
  } catch (error) {
    return failureOf(error);
  }
}

async function sendChange(change: TaskChange, taskIds: number[]): Promise<void> {
  switch (change.kind) {
    case "timeLimit":
      return void (await callOperation("setTaskOverTimeStop", { taskIds, overTime: change.seconds }));
    case "priority":
      for (const taskId of taskIds) await callOperation("updateTaskUserLevel", { taskId, taskUserLevel: change.level });
      return;
    case "addTag":
      return void (await callOperation("addTaskLabel", { label: change.tag, taskIds }));
    case "removeTag":
      return void (await callOperation("deleteTaskLabel", { labelNames: [change.tag], taskIds }));
    case "hardware": {
      const { id, model, gpus, ram } = change.hardware;
      const request = { taskIds, hardwareConfigId: id, model, gpuNum: gpus ?? "", ram };
      return void (await callOperation("editTaskHardwareConfig", request));
    }
  }
}

/** Reads back which tasks run on the chosen type: one question for all, and one for each only where the answer is mixed. */
async function seenOnHardware(outcomes: readonly ChangeOutcome[]): Promise<readonly ChangeOutcome[]> {
  const asked = outcomes.filter(({ change }) => change.kind === "hardware");
  if (asked.length === 0) return outcomes;
  const together = await runsOn(asked);
  const seen = new Map<ChangeOutcome, boolean>();
  for (const outcome of asked) seen.set(outcome, together || (asked.length > 1 && (await runsOn([outcome]))));
  return outcomes.map((outcome) => ({ ...outcome, onHardware: seen.get(outcome) ?? false }));
}

/** Whether all of them run on the type chosen for them; false as well when it could not be read. */
async function runsOn(outcomes: readonly ChangeOutcome[]): Promise<boolean> {
  const ids = outcomes.flatMap(({ target }) => [...target.sendIds]);
  const wanted = outcomes.flatMap(({ change }) => (change.kind === "hardware" ? [change.hardware.id] : []));
  try {
    const { rows } = await callOperation("hardwareConfigList", { taskIds: ids });
    const used = rows.filter(({ isCurrent }) => isCurrent);
    return used.length === 1 && wanted.every((id) => id === used[0]?.id);
  } catch {
    return false;
  }
}
