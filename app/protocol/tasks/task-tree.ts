/**
 * The roll-up of a task tree (endpoints-2018 section 6). The status, counts, costs and times that the farm sends for a shell
 * are meaningless, so buildTaskTree replaces them with those of its leaves.
 */
import { roundAmount, sumRollUps, taskCharge } from "../charges";
import type { Task } from "./task";
import { TASK, taskStatus } from "./task-status";
import { activeOrder, endedOrder } from "./task-status-order";

/** Frame counts of a task. The farm does not send `waiting`: it is the total minus the other four. */
export type FrameCounts = {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly executing: number;
  readonly stopped: number;
  readonly waiting: number;
};

/** The figures of a leaf, or the sums over all leaves below a shell. */
export type RollUp = {
  readonly statusCode: number | null;
  /** A pass waits for a prerequisite pass that ended unsuccessfully, until a user restarts that pass. */
  readonly isStuck: boolean;
  /** The farm marks the task or one of its leaves as past the reminder. Nothing is stopped for it. */
  readonly isOverdue: boolean;
  readonly counts: FrameCounts;
  /** Paid from the balance, paid with coupons and owed, together; null when the farm names no amount. */
  readonly charge: number | null;
  /** Leaves that have run and have no amount: with any, the amounts are lower bounds. */
  readonly unknownCharges: number;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly arrears: number | null;
  readonly machineSeconds: number | null;
  readonly startedMs: number | null;
  /** Epoch ms; null until every leaf has ended. */
  readonly completedMs: number | null;
  readonly leafIds: readonly number[];
};

/** A task with its roll-up and the nodes of its children. */
export type TaskNode = {
  readonly task: Task;
  readonly rollUp: RollUp;
  readonly children: readonly TaskNode[];
};

/** Farms nest less deeply; levels beyond this are cut, so that a malformed response cannot overflow the stack. */
const MAX_DEPTH = 8;

/** Builds the tree of one TaskInfo and rolls up its leaves. */
export function buildTaskTree(task: Task, depth = 0): TaskNode {
  const children = depth < MAX_DEPTH ? task.children.map((child) => buildTaskTree(child, depth + 1)) : [];
  return { task, children, rollUp: children.length === 0 ? leafRollUp(task) : shellRollUp(task, children) };
}

function leafRollUp(task: Task): RollUp {
  const { totalFrames, doneFrames, failedFrames, executingFrames, abortFrames } = task;
  const counted = doneFrames + failedFrames + executingFrames + abortFrames;
  const charge = taskCharge(task);
  return {
    statusCode: task.isShell ? layerlessStatus(task) : task.statusCode,
    isStuck: false,
    isOverdue: task.isOverdue === true,
    counts: {
      total: Math.max(totalFrames, counted),
      done: doneFrames,
      failed: failedFrames,
      executing: executingFrames,
      stopped: abortFrames,
      waiting: Math.max(0, totalFrames - counted),
    },
    charge,
    unknownCharges: charge === null && counted > 0 ? 1 : 0,
    accountCost: task.accountCost,
    couponCost: task.couponCost,
    arrears: task.arrears,
    machineSeconds: task.machineSeconds,
    startedMs: task.startedMs,
    completedMs: taskStatus(task.statusCode).isEnded ? task.completedMs : null,
    leafIds: [task.id],
  };
}

/** A shell without layers has the state of its preprocessing; when that has finished, the task waits. */
function layerlessStatus({ preStatusCode, statusCode }: Task): number | null {
  return preStatusCode === TASK.finished ? TASK.waiting : (preStatusCode ?? statusCode);
}

function shellRollUp(task: Task, children: readonly TaskNode[]): RollUp {
  const parts = children.map((child) => child.rollUp);
  // A malformed child counts as a leaf of unknown state, so that the shell does not look finished.
  const malformed = task.malformedChildren > 0 ? [{ statusCode: null, taskType: "" }] : [];
  const { code, isStuck } = rollUpStatus([...children.map(passOf), ...malformed]);
  const charges = sumRollUps(parts);
  const allEnded = task.malformedChildren === 0 && parts.every((part) => taskStatus(part.statusCode).isEnded);
  return {
    statusCode: code,
    isStuck: isStuck || parts.some((part) => part.isStuck),
    isOverdue: task.isOverdue === true || parts.some((part) => part.isOverdue),
    counts: {
      total: total(parts, (part) => part.counts.total),
      done: total(parts, (part) => part.counts.done),
      failed: total(parts, (part) => part.counts.failed),
      executing: total(parts, (part) => part.counts.executing),
      stopped: total(parts, (part) => part.counts.stopped),
      waiting: total(parts, (part) => part.counts.waiting),
    },
    charge: parts.some((part) => part.charge !== null) ? charges.amount : null,
    unknownCharges: charges.unknown + task.malformedChildren,
    accountCost: sum(parts.map((part) => part.accountCost)),
    couponCost: sum(parts.map((part) => part.couponCost)),
    arrears: sum(parts.map((part) => part.arrears)),
    machineSeconds: sum(parts.map((part) => part.machineSeconds)),
    startedMs: pickExtreme(parts, (part) => part.startedMs, Math.min),
    completedMs: allEnded ? pickExtreme(parts, (part) => part.completedMs, Math.max) : null,
    leafIds: parts.flatMap((part) => part.leafIds),
  };
}

/** Types of passes that the other passes of a task wait for (sections 3.4 and 6). Layers do not wait for each other. */
const prerequisitePasses: ReadonlySet<string> = new Set(["RenderPhoton", "GopRender"]);

type Pass = { readonly statusCode: number | null; readonly taskType: string };

const passOf = ({ task, rollUp }: TaskNode): Pass => ({ statusCode: rollUp.statusCode, taskType: task.taskType });

/** A prerequisite pass that ended unsuccessfully: its dependants stay blocked until a user restarts it. */
const isUnsuccessfulPrerequisite = ({ statusCode, taskType }: Pass) =>
  prerequisitePasses.has(taskType) &&
  statusCode !== null &&
  statusCode !== TASK.testDone &&
  endedOrder.includes(statusCode);

/** The passes of a task that its other passes wait for and that have not finished, whether they wait, render or have ended. */
export const pendingPasses = (top: TaskNode): TaskNode[] =>
  leavesOf(top).filter(
    ({ task, rollUp }) => prerequisitePasses.has(task.taskType) && rollUp.statusCode !== TASK.finished,
  );

/** The unsuccessful prerequisite pass that blocks a waiting leaf, or undefined. */
export function blockingPassBefore(leaf: TaskNode, leaves: readonly TaskNode[]): TaskNode | undefined {
  if (leaf.rollUp.statusCode !== TASK.waiting) return undefined;
  return leaves.find((other) => other !== leaf && isUnsuccessfulPrerequisite(passOf(other)));
}

/**
 * The state of several leaves, independent of their order. An active state comes first; then an unknown code, so that no
 * ended state hides it; then waiting, unless the task is stuck; then the most urgent ended state. `isStuck`: leaves wait for
 * a pass that ended unsuccessfully.
 */
export function rollUpStatus(leaves: readonly Pass[]): { code: number | null; isStuck: boolean } {
  const has = (code: number) => leaves.some(({ statusCode }) => statusCode === code);
  const active = activeOrder.find(has);
  if (active !== undefined) return { code: active, isStuck: false };
  // The largest code, so that the result does not depend on the order of the leaves.
  const unknown = leaves
    .map(({ statusCode }) => statusCode)
    .toSorted((a, b) => (b ?? -1) - (a ?? -1))
    .find((code) => taskStatus(code).name === "unknown");
  if (unknown !== undefined) return { code: unknown, isStuck: false };
  const waiting = leaves.filter(({ statusCode }) => statusCode === TASK.waiting);
  const isStuck =
    leaves.some(isUnsuccessfulPrerequisite) && waiting.some(({ taskType }) => !prerequisitePasses.has(taskType));
  if (waiting.length > 0 && !isStuck) return { code: TASK.waiting, isStuck };
  return { code: endedOrder.find(has) ?? (has(TASK.finished) ? TASK.finished : null), isStuck };
}

/** Sum of the values that are not null, rounded once; null when all are. */
export function sum(values: readonly (number | null)[]): number | null {
  let result: number | null = null;
  for (const value of values) if (value !== null) result = (result ?? 0) + value;
  return result === null ? null : roundAmount(result);
}

function total(parts: readonly RollUp[], pick: (part: RollUp) => number): number {
  return parts.reduce((result, part) => result + pick(part), 0);
}

function pickExtreme(
  parts: readonly RollUp[],
  pick: (part: RollUp) => number | null,
  best: (...values: number[]) => number,
): number | null {
  const values = parts.map(pick).filter((value) => value !== null);
  return values.length === 0 ? null : best(...values);
}

/** Nodes without children, which are the nodes with frames. A task without layers is itself a leaf. */
export const leavesOf = (node: TaskNode): TaskNode[] => [...walk(node)].filter(({ children }) => children.length === 0);

/** Every node of a tree, parents before children. */
export function* walk(node: TaskNode): Generator<TaskNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}
