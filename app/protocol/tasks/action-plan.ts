/** What an action will do to the selected tasks, before anything is sent. */
import type { Obstacle } from "../account/rights";
import type { CountedState } from "../frames/frame-status";
import type { TaskRef } from "./task-index";
import { type TaskAction, taskStatus } from "./task-status";
import { leavesOf, type TaskNode, walk } from "./task-tree";
import type { WriteTarget } from "./write-batches";

/** Why a selected task is excluded. */
export type Exclusion = "state" | "noFailedFrames" | "unfinished" | "withParent" | MissingRight;
/** The account may not change the task, or may not delete tasks, or the person's role is too low. */
export type MissingRight = Extract<Obstacle, "inoperable" | "deleteTasks" | "roleOperator">;

export const isMissingRight = (reason: Exclusion): reason is MissingRight =>
  reason === "inoperable" || reason === "deleteTasks" || reason === "roleOperator";

export type ActionPlan = {
  readonly action: TaskAction;
  readonly targets: readonly (WriteTarget & { readonly node: TaskNode })[];
  readonly excluded: readonly { readonly node: TaskNode; readonly reason: Exclusion }[];
  /** Frames that the action affects: those to render (rerender, approve, start), else those not finished (stop, abandon) or all (delete). */
  readonly frames: number;
  /** Leaves with frames to render (rerender, approve, start) and how many, for the price. */
  readonly toRender: readonly FramesOfLeaf[];
};
export type FramesOfLeaf = {
  readonly leaf: TaskNode;
  readonly frames: number;
  /** States of these frames. */
  readonly states: readonly CountedState[];
};

/** The account may not change the task, or none of its leaves. */
export const isInoperable = (node: TaskNode): boolean =>
  node.task.isOperable === false || leavesOf(node).every(({ task }) => task.isOperable === false);

export const allows = (node: TaskNode, action: TaskAction) =>
  taskStatus(node.rollUp.statusCode).allows.includes(action);

/** Actions that cost money, and the frames of a leaf that they render. */
const renderedStates = {
  rerender: () => ["failed"],
  approve: () => ["waiting"],
  start: ({ rollUp: { statusCode } }) =>
    startsFailed.has(taskStatus(statusCode).name) ? ["stopped", "waiting", "failed"] : ["stopped", "waiting"],
} as const satisfies Partial<Record<TaskAction, (leaf: TaskNode) => readonly CountedState[]>>;
/** Start renders the failed frames only of tasks that ended in these statuses; for the others there is Rerender. */
const startsFailed: ReadonlySet<string> = new Set(["failed", "timedOut"]);
type RenderAction = keyof typeof renderedStates;
const isRender = (action: TaskAction): action is RenderAction => Object.hasOwn(renderedStates, action);

/** Actions that are sent with the ids of leaves, because only leaves have frames; the others with the selected ids (decision 023). */
const isSentForLeaves = (action: TaskAction): action is "rerender" | "approve" =>
  action === "rerender" || action === "approve";

const renderedLeaves = (action: RenderAction, node: TaskNode): FramesOfLeaf[] =>
  leavesOf(node)
    .filter((leaf) => allows(leaf, action))
    .map((leaf) => {
      const states = renderedStates[action](leaf);
      return { leaf, states, frames: states.reduce((sum, state) => sum + leaf.rollUp.counts[state], 0) };
    })
    .filter(({ frames }) => frames > 0);

const noObstacles: ReadonlySet<Obstacle> = new Set();

/**
 * Splits the selected tasks into those the action applies to, and the excluded ones with the reason. `obstacles`: what the account
 * may not do.
 */
export function planAction(
  action: TaskAction,
  refs: readonly TaskRef[],
  obstacles: ReadonlySet<Obstacle> = noObstacles,
): ActionPlan {
  const selected = new Set(refs.map(({ node }) => node.task.id));
  const targets: ActionPlan["targets"][number][] = [];
  const excluded: ActionPlan["excluded"][number][] = [];
  const toRender: FramesOfLeaf[] = [];
  let frames = 0;
  for (const { node, topId } of refs) {
    const reason = stateExclusion(action, node, selected, topId) ?? missingRight(action, node, obstacles);
    if (reason !== null) {
      excluded.push({ node, reason });
      continue;
    }
    const rendered = isRender(action) ? operableLeaves(action, node) : [];
    // The narrowest request: only the leaves that have those frames.
    const sendIds = isSentForLeaves(action) ? rendered.map(({ leaf }) => leaf.task.id) : [node.task.id];
    targets.push({ node, topId, rowId: node.task.id, sendIds });
    toRender.push(...rendered);
    frames += isRender(action) ? sumFrames(rendered) : affectedFrames(action, node);
  }
  return { action, targets, excluded, frames, toRender };
}

const operableLeaves = (action: RenderAction, node: TaskNode): FramesOfLeaf[] =>
  renderedLeaves(action, node).filter(({ leaf }) => leaf.task.isOperable !== false);

/** The right that the person or the account lacks for an action that the state allows. */
function missingRight(action: TaskAction, node: TaskNode, obstacles: ReadonlySet<Obstacle>): MissingRight | null {
  if (obstacles.has("roleOperator")) return "roleOperator";
  if (isInoperable(node) || (isSentForLeaves(action) && operableLeaves(action, node).length === 0)) return "inoperable";
  return action === "delete" && obstacles.has("deleteTasks") ? "deleteTasks" : null;
}

function stateExclusion(
  action: TaskAction,
  node: TaskNode,
  selected: ReadonlySet<number>,
  topId: number,
): Exclusion | null {
  if (
    node.task.id !== topId &&
    (selected.has(topId) || (node.task.parentId !== null && selected.has(node.task.parentId)))
  ) {
    return "withParent";
  }
  if (action === "rerender" && node.rollUp.counts.failed === 0) return "noFailedFrames";
  if (isSentForLeaves(action)) return renderedLeaves(action, node).length > 0 ? null : "state";
  const leaves = leavesOf(node);
  // A task is deleted as a whole: one layer that renders prevents it.
  if (action === "delete" && !leaves.every((leaf) => allows(leaf, action)))
    return leaves.some((leaf) => allows(leaf, action)) ? "unfinished" : "state";
  // A shell can be stopped while one of its layers renders, although its roll-up has another status: one leaf that allows it is enough.
  return [...walk(node)].some((part) => allows(part, action)) ? null : "state";
}

const sumFrames = (leaves: readonly FramesOfLeaf[]) => leaves.reduce((sum, { frames }) => sum + frames, 0);

function affectedFrames(action: Exclude<TaskAction, RenderAction>, { rollUp: { counts } }: TaskNode): number {
  return action === "delete" ? counts.total : counts.waiting + counts.executing;
}
