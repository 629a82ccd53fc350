/**
 * The roll-up of a task tree (endpoints-2018 section 6). The status, counts, costs and times that the farm sends for a shell
 * mean nothing: those of its leaves replace them. `buildTaskTree` is the entry.
 */
import type { Task } from "./task";
import { TASK, taskStatus } from "./task-status";
import { activeOrder, endedOrder } from "./task-status-order";

/** Frame counts of a task. `waiting` is not on the wire: it is what the other four leave of the total. */
export type FrameCounts = {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly executing: number;
  readonly stopped: number;
  readonly waiting: number;
};

/** A leaf's own figures, or the sum of all leaves below a shell. */
export type RollUp = {
  readonly statusCode: number | null;
  /** true: a pass waits for an earlier one that ended unsuccessfully, until a user restarts that one. */
  readonly isStuck: boolean;
  readonly counts: FrameCounts;
  readonly cost: number | null;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly arrears: number | null;
  readonly machineSeconds: number | null;
  readonly startedMs: number | null;
  /** Only when every leaf has ended. */
  readonly completedMs: number | null;
  readonly leafIds: readonly number[];
};

/** A task with its roll-up and its children's. */
export type TaskNode = {
  readonly task: Task;
  readonly rollUp: RollUp;
  readonly children: readonly TaskNode[];
};

/** Deeper than any farm nests; deeper levels are cut instead of overflowing the stack. */
const MAX_DEPTH = 8;

/** The tree of one TaskInfo with everything rolled up from its leaves. */
export function buildTaskTree(task: Task, depth = 0): TaskNode {
  const children = depth < MAX_DEPTH ? task.children.map((child) => buildTaskTree(child, depth + 1)) : [];
  return { task, children, rollUp: children.length === 0 ? leafRollUp(task) : shellRollUp(task, children) };
}

function leafRollUp(task: Task): RollUp {
  const { totalFrames, doneFrames, failedFrames, executingFrames, abortFrames } = task;
  const counted = doneFrames + failedFrames + executingFrames + abortFrames;
  return {
    statusCode: task.isShell ? layerlessStatus(task) : task.statusCode,
    isStuck: false,
    counts: {
      total: Math.max(totalFrames, counted),
      done: doneFrames,
      failed: failedFrames,
      executing: executingFrames,
      stopped: abortFrames,
      waiting: Math.max(0, totalFrames - counted),
    },
    cost: task.cost,
    accountCost: task.accountCost,
    couponCost: task.couponCost,
    arrears: task.arrears,
    machineSeconds: task.machineSeconds,
    startedMs: task.startedMs,
    completedMs: taskStatus(task.statusCode).isEnded ? task.completedMs : null,
    leafIds: [task.id],
  };
}

/** A shell without layers yet has the state of its preprocessing, whose end is not the end of the task. */
function layerlessStatus({ preStatusCode, statusCode }: Task): number | null {
  return preStatusCode === TASK.finished ? TASK.waiting : (preStatusCode ?? statusCode);
}

function shellRollUp(task: Task, children: readonly TaskNode[]): RollUp {
  const parts = children.map((child) => child.rollUp);
  // A malformed child counts as one of unknown state, so that the shell does not look finished without it.
  const unreadable = task.unreadableChildren > 0 ? [{ statusCode: null, taskType: "" }] : [];
  const { code, stuck } = rollUpStatus([...children.map(passOf), ...unreadable]);
  const allEnded = task.unreadableChildren === 0 && parts.every((part) => taskStatus(part.statusCode).isEnded);
  return {
    statusCode: code,
    isStuck: stuck || parts.some((part) => part.isStuck),
    counts: {
      total: total(parts, (part) => part.counts.total),
      done: total(parts, (part) => part.counts.done),
      failed: total(parts, (part) => part.counts.failed),
      executing: total(parts, (part) => part.counts.executing),
      stopped: total(parts, (part) => part.counts.stopped),
      waiting: total(parts, (part) => part.counts.waiting),
    },
    cost: sum(parts.map((part) => part.cost)),
    accountCost: sum(parts.map((part) => part.accountCost)),
    couponCost: sum(parts.map((part) => part.couponCost)),
    arrears: sum(parts.map((part) => part.arrears)),
    machineSeconds: sum(parts.map((part) => part.machineSeconds)),
    startedMs: extreme(parts, (part) => part.startedMs, Math.min),
    completedMs: allEnded ? extreme(parts, (part) => part.completedMs, Math.max) : null,
    leafIds: parts.flatMap((part) => part.leafIds),
  };
}

/** Passes that others of their task wait for (sections 3.4 and 6). Layers wait for none of their neighbours. */
const earlierPasses: ReadonlySet<string> = new Set(["RenderPhoton", "GopRender"]);

type Pass = { readonly statusCode: number | null; readonly taskType: string };

const passOf = ({ task, rollUp }: TaskNode): Pass => ({ statusCode: rollUp.statusCode, taskType: task.taskType });

/** A prerequisite pass that ended unsuccessfully: its dependants stay blocked until a user restarts it. */
const isDeadEnd = ({ statusCode, taskType }: Pass) =>
  earlierPasses.has(taskType) && statusCode !== null && statusCode !== TASK.testDone && endedOrder.includes(statusCode);

/** The unsuccessful earlier pass that blocks a waiting leaf, or undefined. */
export function blockingPassBefore(leaf: TaskNode, leaves: readonly TaskNode[]): TaskNode | undefined {
  if (leaf.rollUp.statusCode !== TASK.waiting) return undefined;
  return leaves.find((other) => other !== leaf && isDeadEnd(passOf(other)));
}

/**
 * The state of several leaves, independent of their order. First an active state; then an unknown code, so that it is never
 * hidden behind a good one; then waiting, unless it is stuck; then the most urgent ended state. `stuck`: leaves wait for a
 * pass that ended unsuccessfully.
 */
export function rollUpStatus(leaves: readonly Pass[]): { code: number | null; stuck: boolean } {
  const has = (code: number) => leaves.some(({ statusCode }) => statusCode === code);
  const active = activeOrder.find(has);
  if (active !== undefined) return { code: active, stuck: false };
  // The largest of several, so that the order of the leaves does not matter.
  const unknown = leaves
    .map(({ statusCode }) => statusCode)
    .toSorted((a, b) => (b ?? -1) - (a ?? -1))
    .find((code) => taskStatus(code).name === "unknown");
  if (unknown !== undefined) return { code: unknown, stuck: false };
  const waiting = leaves.filter(({ statusCode }) => statusCode === TASK.waiting);
  const stuck = leaves.some(isDeadEnd) && waiting.some(({ taskType }) => !earlierPasses.has(taskType));
  if (waiting.length > 0 && !stuck) return { code: TASK.waiting, stuck };
  return { code: endedOrder.find(has) ?? (has(TASK.finished) ? TASK.finished : null), stuck };
}

/** Sum of the values that are not null; null without any. Rounded to 1/1000, the smallest unit of a charge. */
export function sum(values: readonly (number | null)[]): number | null {
  let result: number | null = null;
  for (const value of values) if (value !== null) result = (result ?? 0) + value;
  return result === null ? null : Math.round(result * 1000) / 1000;
}

function total(parts: readonly RollUp[], pick: (part: RollUp) => number): number {
  return parts.reduce((all, part) => all + pick(part), 0);
}

function extreme(
  parts: readonly RollUp[],
  pick: (part: RollUp) => number | null,
  best: (...values: number[]) => number,
): number | null {
  const values = parts.map(pick).filter((value) => value !== null);
  return values.length === 0 ? null : best(...values);
}

/** Nodes without children: the only ones that have frames. A task without layers is its own leaf. */
export const leavesOf = (node: TaskNode): TaskNode[] => [...walk(node)].filter(({ children }) => children.length === 0);

/** Every node of a tree, parents before children. */
export function* walk(node: TaskNode): Generator<TaskNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}
