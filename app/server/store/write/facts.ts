/** What the store keeps of a task in columns, taken from its roll-up and its leaves. */
import { softwareName } from "../../../protocol/environments/software";
import { taskStatus } from "../../../protocol/tasks/task-status";
import { leavesOf, type TaskNode } from "../../../protocol/tasks/task-tree";
import { columnText, integerOrNull, jsonText, keyText, milliOf } from "../engine/sql-values";
import type { LeafTable, TaskTable } from "../schema";

/** A row of `leaf` without its account. */
export type Leaf = Omit<LeafTable, "account"> & {
  /** When it ended, epoch ms; null while it has not. */
  readonly endedMs: number | null;
  readonly startedMs: number | null;
};

/** Names by which usage is grouped. */
type Groups = Pick<LeafTable, "project" | "user_name" | "software" | "camera">;

function groupsOf({ task }: TaskNode): Groups {
  return {
    project: keyText(task.projectName),
    user_name: keyText(task.userName),
    software: keyText(softwareName(task.cgId)),
    camera: keyText(task.camera),
  };
}

/** Columns of the counts and amounts of a leaf, in `task`, `leaf` and `task_sample`. */
export const counterColumns = [
  "status_code",
  "total",
  "done",
  "failed",
  "rendering",
  "stopped",
  "machine_ms",
  "account_milli",
  "coupon_milli",
  "arrears_milli",
] as const satisfies readonly (keyof LeafTable)[];

function countersOf({ rollUp }: TaskNode) {
  const { counts } = rollUp;
  return {
    status_code: rollUp.statusCode,
    total: counts.total,
    done: counts.done,
    failed: counts.failed,
    rendering: counts.executing,
    stopped: counts.stopped,
    machine_ms: integerOrNull(rollUp.machineSeconds === null ? null : rollUp.machineSeconds * 1000),
    account_milli: milliOf(rollUp.accountCost),
    coupon_milli: milliOf(rollUp.couponCost),
    arrears_milli: milliOf(rollUp.arrears),
  };
}

export type TaskFacts = Omit<TaskTable, "account" | "revision" | "first_seen_ms" | "deleted_ms">;

/** The row of a top-level task. */
export function taskFacts(node: TaskNode): TaskFacts {
  const { task, rollUp } = node;
  return {
    id: String(task.id),
    name: columnText(task.sceneName),
    ...groupsOf(node),
    ...countersOf(node),
    waiting: rollUp.counts.waiting,
    submitted_ms: integerOrNull(task.submittedMs),
    started_ms: integerOrNull(rollUp.startedMs),
    ended_ms: integerOrNull(rollUp.completedMs),
    row: jsonText(task),
  };
}

/** The leaves of a top-level task as they were read at `atMs`. A leaf without a name of its own has that of its task. */
export function leavesAt(top: TaskNode, atMs: number): Leaf[] {
  const above = groupsOf(top);
  return leavesOf(top).map((node) => {
    const own = groupsOf(node);
    return {
      id: String(node.task.id),
      task_id: String(top.task.id),
      at_ms: atMs,
      ...countersOf(node),
      queued: taskStatus(node.rollUp.statusCode).isEnded ? 0 : node.rollUp.counts.waiting,
      project: own.project || above.project,
      user_name: own.user_name || above.user_name,
      software: own.software || above.software,
      camera: own.camera || above.camera,
      endedMs: integerOrNull(node.rollUp.completedMs),
      startedMs: integerOrNull(node.rollUp.startedMs),
    };
  });
}
