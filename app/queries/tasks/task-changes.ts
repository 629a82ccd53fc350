/** Changes of tasks in the current dialect: time limit, priority, machines, tags, hardware. Loaded with its dialog. */
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Hardware } from "../../protocol/tasks/hardware";
import {
  idsOf,
  type SendOptions,
  sendWrites,
  type WriteTarget,
  writeBatches,
} from "../../protocol/tasks/write-batches";
import { permissionRefusals } from "../../protocol/wire/envelope";
import type { Failure } from "../../protocol/wire/failure";
import type { WriteNote } from "../../protocol/wire/write-note";
import { callOperation } from "../http/call-operation";
import { callWrite } from "../http/call-write";
import { readBackTasks } from "./refresh-tasks";

/** A change of one property of tasks. */
export type TaskChange =
  | { readonly kind: "timeLimit"; readonly seconds: number }
  | { readonly kind: "priority"; readonly level: 50 | 60 }
  | { readonly kind: "machineLimit"; readonly machines: number }
  | { readonly kind: "addTag"; readonly tag: string }
  | { readonly kind: "removeTag"; readonly tag: string }
  | { readonly kind: "hardware"; readonly hardware: Hardware };

export type ChangeRequest = { readonly change: TaskChange; readonly targets: readonly WriteTarget[] };
/** The result of one change for one target. `isOnHardware`: read back, the task runs on the chosen machine type. */
export type ChangeOutcome = {
  readonly change: TaskChange;
  readonly target: WriteTarget;
  /** False after the failure of an earlier request. */
  readonly isSent: boolean;
  readonly failure: Failure | null;
  readonly isOnHardware: boolean;
};

type ChangeOptions = {
  readonly onProgress?: NonNullable<SendOptions["onProgress"]>;
  /** What the audit notes. */
  readonly note?: WriteNote;
};
type ChangeVariables = Required<Pick<ChangeOptions, "onProgress">> & { readonly requests: readonly ChangeRequest[] };

/**
 * Sends changes one request after another and reads the tasks back. Each request is sent once. A refusal that concerns the
 * tasks of one request does not stop the others; missing rights and every other failure do.
 */
export async function changeTasks(
  client: QueryClient,
  requests: readonly ChangeRequest[],
  { onProgress, note }: ChangeOptions = {},
): Promise<readonly ChangeOutcome[]> {
  const outcomes = await sendWrites(
    requests.flatMap(writesOf),
    ({ change, targets }) => sendChange(change, idsOf(targets), note),
    { stopsAfter: (failure) => !concernsTasksOnly(failure), ...(onProgress ? { onProgress } : {}) },
  );
  return readChangesBack(
    client,
    outcomes.flatMap(({ write: { change, targets }, isSent, failure }) =>
      targets.map((target) => ({ change, target, isSent, failure, isOnHardware: false })),
    ),
  );
}

export function useChangeTasks() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ requests, onProgress }: ChangeVariables) => changeTasks(client, requests, { onProgress }),
  });
}

/** Reads the tasks of accepted changes again, with their machine types. */
export async function readChangesBack(
  client: QueryClient,
  outcomes: readonly ChangeOutcome[],
): Promise<readonly ChangeOutcome[]> {
  await readBackTasks(
    client,
    outcomes.map(({ target }) => target),
  );
  return readHardwareBack(outcomes);
}

const oneTaskPerRequest: ReadonlySet<TaskChange["kind"]> = new Set(["priority", "machineLimit"]);

/** The requests of a change: batches of tasks, or one per task where the farm takes no more. */
const writesOf = ({ change, targets }: ChangeRequest): ChangeRequest[] =>
  (oneTaskPerRequest.has(change.kind) ? targets.map((target) => [target]) : writeBatches(targets)).map((batch) => ({
    change,
    targets: batch,
  }));

const concernsTasksOnly = (failure: Failure) => failure.kind === "farm" && !permissionRefusals.has(failure.code);

async function sendChange(change: TaskChange, taskIds: number[], note?: WriteNote): Promise<void> {
  switch (change.kind) {
    case "timeLimit":
      return void (await callWrite("setTaskOverTimeStop", { taskIds, overTime: change.seconds }, note));
    case "priority":
      for (const taskId of taskIds)
        await callWrite("updateTaskUserLevel", { taskId, taskUserLevel: change.level }, note);
      return;
    case "machineLimit":
      for (const taskId of taskIds) await callWrite("updateTaskLimit", { taskId, taskLimit: change.machines }, note);
      return;
    case "addTag":
      return void (await callWrite("addTaskLabel", { label: change.tag, taskIds }, note));
    case "removeTag":
      return void (await callWrite("deleteTaskLabel", { labelNames: [change.tag], taskIds }, note));
    case "hardware": {
      const { id, model, gpus, ram } = change.hardware;
      const request = { taskIds, hardwareConfigId: id, model, gpuNum: gpus ?? "", ram };
      return void (await callWrite("editTaskHardwareConfig", request, note));
    }
  }
}

/** Reads back which tasks run on the chosen machine type: one request for all, and one per task only if they differ. */
async function readHardwareBack(outcomes: readonly ChangeOutcome[]): Promise<readonly ChangeOutcome[]> {
  const chosen = outcomes.filter(({ change }) => change.kind === "hardware");
  if (chosen.length === 0) return outcomes;
  const areAllOn = await isOnChosenHardware(chosen);
  const confirmed = new Set<ChangeOutcome>();
  for (const outcome of chosen) {
    if (areAllOn || (chosen.length > 1 && (await isOnChosenHardware([outcome])))) confirmed.add(outcome);
  }
  return outcomes.map((outcome) => ({ ...outcome, isOnHardware: confirmed.has(outcome) }));
}

/** Whether all these tasks run on the type chosen for them; false as well when it cannot be read. */
async function isOnChosenHardware(outcomes: readonly ChangeOutcome[]): Promise<boolean> {
  const chosenIds = outcomes.flatMap(({ change }) => (change.kind === "hardware" ? [change.hardware.id] : []));
  try {
    for (const batch of writeBatches(outcomes.map(({ target }) => target))) {
      const { rows } = await callOperation("hardwareConfigList", { taskIds: idsOf(batch) });
      const current = rows.filter(({ isCurrent }) => isCurrent);
      if (current.length !== 1 || !chosenIds.every((id) => id === current[0]?.id)) return false;
    }
    return true;
  } catch {
    return false;
  }
}
