/** The rows above the list of what needs a user: one per cause, per machine or per layer. */
import type { Frame } from "../../protocol/frames/frame";
import { failuresByNode } from "../../protocol/frames/node-failures";
import type { TaskRef } from "../../protocol/tasks/task-index";
import { causesOf, type NeedCause, type NeedsMoment, needCauses, sinceMsOf } from "../../protocol/tasks/task-needs";
import { blockingPassBefore, leavesOf, type TaskNode } from "../../protocol/tasks/task-tree";
import type { TaskCommand } from "../commands/task-commands";
import type { LeafFrames } from "./frames/frames-act";

/** Tasks with the same cause. */
export type CauseRow = {
  readonly cause: NeedCause;
  readonly nodes: readonly TaskNode[];
  /** What the act is done to: the tasks, or of a stuck one the pass that the others wait for. */
  readonly refs: readonly TaskRef[];
  /** Commands that may help, the narrowest first; the first one that applies is offered. */
  readonly commands: readonly TaskCommand[];
  /** Since when the first of them is so; null where the farm does not say. */
  readonly sinceMs: number | null;
};

const commands: Readonly<Record<NeedCause, readonly TaskCommand[]>> = {
  hung: [],
  stuck: ["rerender", "start"],
  arrears: ["start"],
  submitFailed: ["start"],
  failed: ["rerender", "start"],
  failedFrames: ["rerender"],
  timedOut: ["rerender", "start"],
  slow: [],
  tests: ["approve"],
  overdue: [],
  outputs: [],
};

const refOf = (node: TaskNode): TaskRef => ({ node, topId: node.task.id });

/** The passes that leaves of a stuck task wait for. */
function blockingPasses(top: TaskNode): TaskRef[] {
  const leaves = leavesOf(top);
  const passes = leaves.map((leaf) => blockingPassBefore(leaf, leaves)).filter((pass) => pass !== undefined);
  return [...new Set(passes)].map((node) => ({ node, topId: top.task.id }));
}

/** The causes of some tasks, the most urgent first, each with its tasks in the given order. */
export function causeRows(nodes: readonly TaskNode[], moment: NeedsMoment): CauseRow[] {
  const byCause = new Map<NeedCause, TaskNode[]>();
  for (const node of nodes)
    for (const cause of causesOf(node, moment)) byCause.set(cause, [...(byCause.get(cause) ?? []), node]);
  return needCauses.flatMap((cause) => {
    const own = byCause.get(cause);
    if (own === undefined) return [];
    const refs = cause === "stuck" ? own.flatMap(blockingPasses) : own.map(refOf);
    const moments = own.map(sinceMsOf).filter((ms) => ms !== null);
    const sinceMs = moments.length === own.length ? Math.min(...moments) : null;
    return [{ cause, nodes: own, refs, commands: commands[cause], sinceMs }];
  });
}

/** Failed frames of one layer, whichever tasks they are in. */
export type LayerRow = {
  /** "" for frames of no layer. */
  readonly layer: string;
  readonly failed: number;
  readonly nodes: readonly TaskNode[];
  readonly refs: readonly TaskRef[];
};

/** The failed frames of some tasks by layer, the most first. The list counts them: no frame has to be read. */
export function layerRows(nodes: readonly TaskNode[]): LayerRow[] {
  const byLayer = new Map<string, { failed: number; nodes: Set<TaskNode>; refs: TaskRef[] }>();
  for (const top of nodes)
    for (const leaf of failedLeaves(top)) {
      const layer = leaf.task.layerName ?? "";
      const row = byLayer.get(layer) ?? { failed: 0, nodes: new Set(), refs: [] };
      row.failed += leaf.rollUp.counts.failed;
      row.nodes.add(top);
      row.refs.push({ node: leaf, topId: top.task.id });
      byLayer.set(layer, row);
    }
  return [...byLayer]
    .map(([layer, row]) => ({ ...row, layer, nodes: [...row.nodes] }))
    .sort((a, b) => b.failed - a.failed || a.layer.localeCompare(b.layer));
}

export const failedLeaves = (top: TaskNode): TaskNode[] =>
  leavesOf(top).filter(({ rollUp }) => rollUp.counts.failed > 0);

/** Frames that failed on one machine, among those that were read. */
export type NodeRow = {
  readonly node: string;
  readonly failed: number;
  /** Frames that ended on it. */
  readonly ended: number;
  readonly nodes: readonly TaskNode[];
  /** The leaf with the most of them. */
  readonly leafId: number;
  /** Those that can be rendered again by themselves, by leaf. */
  readonly parts: readonly LeafFrames[];
};

/** The failed frames of some tasks by machine, the most first. `framesOf` returns what was read of a leaf. */
export function nodeRows(nodes: readonly TaskNode[], framesOf: (leafId: number) => readonly Frame[]): NodeRow[] {
  const read = nodes.flatMap((top) =>
    leavesOf(top).flatMap((leaf) => framesOf(leaf.task.id).map((frame) => ({ frame, top, leaf }))),
  );
  const byFrame = new Map(read.map((one) => [one.frame.id, one]));
  const readOf = (ids: readonly number[]) => ids.map((id) => byFrame.get(id)).filter((one) => one !== undefined);
  return failuresByNode(read.map(({ frame }) => frame)).map(({ node, ids, rerenderableIds, ended }) => {
    const failed = readOf(ids);
    const [most] = byLeaf(failed).toSorted((a, b) => b.frames.length - a.frames.length);
    const tops = [...new Set(failed.map(({ top }) => top))];
    const parts = byLeaf(readOf(rerenderableIds));
    return { node, failed: ids.length, ended, nodes: tops, leafId: most?.leaf.task.id ?? 0, parts };
  });
}

function byLeaf(read: readonly { readonly leaf: TaskNode; readonly frame: Frame }[]): LeafFrames[] {
  const parts = new Map<TaskNode, Frame[]>();
  for (const { leaf, frame } of read) parts.set(leaf, [...(parts.get(leaf) ?? []), frame]);
  return [...parts].map(([leaf, frames]) => ({ leaf, frames }));
}
