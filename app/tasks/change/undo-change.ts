/** Takes changes of tasks back: what has to be sent, and what is left alone because it has changed again since. */
import type { QueryClient } from "@tanstack/react-query";
import { frameLimitBounds, machineLimitBounds, priorityLevels } from "../../protocol/limits";
import type { Hardware } from "../../protocol/tasks/hardware";
import { indexTasks, type TaskIndex } from "../../protocol/tasks/task-index";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { readHardwareOf } from "../../queries/tasks/hardware";
import { refreshTasks } from "../../queries/tasks/refresh-tasks";
import { type ChangeOutcome, type ChangeRequest, changeTasks, type TaskChange } from "../../queries/tasks/task-changes";
import { readHistory } from "../../queries/tasks/task-history-query";

/** `made`: the change that `request` takes back; a task that has another value now was changed since. */
export type UndoStep = { readonly made: TaskChange; readonly request: ChangeRequest };

/** Machine types by task or layer: they are not among its fields and are read for a change of them alone. */
export type HardwareByTask = ReadonlyMap<number, Hardware>;

export type UndoPlan = {
  readonly steps: readonly UndoStep[];
  /** Tasks of which a former value is not known, or cannot be set: they are not taken back. */
  readonly unknown: ReadonlySet<number>;
};

/** The change that gives a task or layer the value that it had before `made`; null: it is not known, or cannot be set. */
function inverseOf(made: TaskChange, { task }: TaskNode, hardware: HardwareByTask): TaskChange | null {
  switch (made.kind) {
    case "timeLimit": {
      const seconds = task.frameLimitSeconds;
      const canBeSet = seconds !== null && seconds >= frameLimitBounds.min && seconds <= frameLimitBounds.max;
      return canBeSet ? { kind: "timeLimit", seconds } : null;
    }
    case "priority": {
      const level = [priorityLevels.usual, priorityLevels.high].find((one) => one === task.userLevel);
      return level === undefined ? null : { kind: "priority", level };
    }
    case "machineLimit": {
      // "No limit" cannot be set again.
      const machines = task.machineLimit;
      const canBeSet = machines !== null && machines >= machineLimitBounds.min && machines <= machineLimitBounds.max;
      return canBeSet ? { kind: "machineLimit", machines } : null;
    }
    case "addTag":
      return { kind: "removeTag", tag: made.tag };
    case "removeTag":
      return { kind: "addTag", tag: made.tag };
    case "hardware": {
      const former = hardware.get(task.id);
      return former === undefined ? null : { kind: "hardware", hardware: former };
    }
  }
}

/** What takes the requests back, from the tasks and machine types as they are before these are sent. */
export function planUndo(
  requests: readonly ChangeRequest[],
  before: TaskIndex,
  hardware: HardwareByTask = noHardware,
): UndoPlan {
  const steps: UndoStep[] = [];
  const unknown = new Set<number>();
  for (const { change: made, targets } of requests) {
    const byValue = new Map<
      string,
      { readonly change: TaskChange; readonly targets: ChangeRequest["targets"][number][] }
    >();
    for (const target of targets) {
      for (const id of target.sendIds) {
        const node = before.get(id)?.node;
        const change = node ? inverseOf(made, node, hardware) : null;
        if (change === null) {
          unknown.add(target.rowId);
          continue;
        }
        const key = JSON.stringify(change);
        const same = byValue.get(key) ?? { change, targets: [] };
        byValue.set(key, same);
        const last = same.targets.at(-1);
        if (last?.rowId === target.rowId)
          same.targets[same.targets.length - 1] = { ...last, sendIds: [...last.sendIds, id] };
        else same.targets.push({ ...target, sendIds: [id] });
      }
    }
    for (const request of byValue.values()) steps.push({ made, request });
  }
  return { steps, unknown };
}

const noHardware: HardwareByTask = new Map();

/** The machine types of the tasks and layers that requests change the machine type of. */
export const readHardwareBefore = (requests: readonly ChangeRequest[]): Promise<HardwareByTask> =>
  readHardwareOf(
    requests
      .filter(({ change }) => change.kind === "hardware")
      .flatMap(({ targets }) => targets.flatMap(({ sendIds }) => sendIds)),
  );

/** Whether a task or layer has the value that a change has given it. */
export function hasChange(change: TaskChange, { task }: TaskNode, hardware: HardwareByTask = noHardware): boolean {
  switch (change.kind) {
    case "timeLimit":
      return task.frameLimitSeconds === change.seconds;
    case "priority":
      return task.userLevel === change.level;
    case "machineLimit":
      return task.machineLimit === change.machines;
    case "addTag":
      return task.tags.includes(change.tag);
    case "removeTag":
      return !task.tags.includes(change.tag);
    case "hardware":
      return hardware.get(task.id)?.id === change.hardware.id;
  }
}

/** The requests for what still has the value of the change, and the tasks that were changed again or are gone. */
export function withoutChangedSince(
  steps: readonly UndoStep[],
  current: TaskIndex,
  hardware: HardwareByTask = noHardware,
) {
  const changedSince = new Set<number>();
  const requests = steps.map(({ made, request: { change, targets } }): ChangeRequest => {
    const kept = targets.map((target) => {
      const sendIds = target.sendIds.filter((id) => {
        const node = current.get(id)?.node;
        return node !== undefined && hasChange(made, node, hardware);
      });
      if (sendIds.length < target.sendIds.length) changedSince.add(target.rowId);
      return { ...target, sendIds };
    });
    return { change, targets: kept.filter(({ sendIds }) => sendIds.length > 0) };
  });
  return { requests: requests.filter(({ targets }) => targets.length > 0), changedSince };
}

export type UndoResult = {
  readonly outcomes: readonly ChangeOutcome[];
  /** Tasks that were left as they are, because somebody has changed them since. */
  readonly changedSince: ReadonlySet<number>;
};

/** Reads the tasks, takes back what still stands, and reads them again. Throws CallError when they cannot be read: nothing was sent. */
export async function undoChanges(client: QueryClient, steps: readonly UndoStep[]): Promise<UndoResult> {
  const topIds = new Set(steps.flatMap(({ request }) => request.targets.map(({ topId }) => topId)));
  await refreshTasks(client, [...topIds]);
  const hardware = await readHardwareBefore(steps.map(({ request }) => request));
  const { requests, changedSince } = withoutChangedSince(steps, indexTasks(readHistory(client).nodes), hardware);
  const outcomes = requests.length === 0 ? [] : await changeTasks(client, requests, { note: { isUndo: true } });
  return { outcomes, changedSince };
}

/** Whether the tasks as they were read last have the values of the outcomes. */
export function showsUndo(client: QueryClient, outcomes: readonly ChangeOutcome[]): boolean {
  const current = indexTasks(readHistory(client).nodes);
  return outcomes.every(
    ({ change, target, isOnHardware }) =>
      isOnHardware ||
      target.sendIds.every((id) => {
        const node = current.get(id)?.node;
        return node !== undefined && hasChange(change, node);
      }),
  );
}
