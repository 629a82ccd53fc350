/** Which tasks have a tile, and in which order they stand. */
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { covers, type Seen, type SeenTasks } from "../seen/seen";
import { type Paces, stillSeconds, type Trouble, troubleOf } from "./trouble";

/** The order of the wall. `seen`: ended in trouble, and somebody knows. */
export const tileRanks = ["failed", "stuck", "running", "waiting", "seen"] as const;
export type TileRank = (typeof tileRanks)[number];

export type Tile = {
  readonly node: TaskNode;
  readonly rank: TileRank;
  readonly trouble: Trouble;
  /** Seconds without a frame ending, when that is far more than usual. */
  readonly stillSeconds: number | null;
  readonly seen: Seen | null;
};

export type TileFacts = {
  readonly paces: Paces;
  readonly seen: SeenTasks;
  /** Tasks that ended in trouble are shown from here on, epoch ms. */
  readonly sinceMs: number;
  readonly nowMs: number;
};

/** A task that ended in trouble without saying when is shown for so long after it began. */
const WEEK = 7 * 86_400_000;

/** The tiles in the order of the wall; within a rank the newest first, so that a refresh moves nothing that did not change. */
export function tilesOf(nodes: Iterable<TaskNode>, facts: TileFacts): Tile[] {
  const tiles: Tile[] = [];
  for (const node of nodes) {
    const tile = tileOf(node, facts);
    if (tile) tiles.push(tile);
  }
  return tiles.sort(
    (a, b) =>
      tileRanks.indexOf(a.rank) - tileRanks.indexOf(b.rank) ||
      (b.node.task.submittedMs ?? 0) - (a.node.task.submittedMs ?? 0) ||
      b.node.task.id - a.node.task.id,
  );
}

function tileOf(node: TaskNode, { paces, seen, sinceMs, nowMs }: TileFacts): Tile | null {
  const still = stillSeconds(node, paces, nowMs);
  const trouble = troubleOf(node, still !== null);
  const goesOn = isOpen(node);
  if (!goesOn && (trouble !== "failed" || !isRecent(node, sinceMs, nowMs))) return null;
  const notice = seen[String(node.task.id)];
  const known = notice && covers(notice, { failed: node.rollUp.counts.failed, trouble }) ? notice : null;
  const calm = goesOn ? (isRunning(node) ? "running" : "waiting") : "seen";
  return { node, trouble, stillSeconds: still, seen: known, rank: trouble === null || known ? calm : trouble };
}

/** Not over: it moves, waits, or a part of it waits behind one that failed. */
const isOpen = ({ rollUp }: TaskNode) => rollUp.isStuck || !taskStatus(rollUp.statusCode).isEnded;

const isRunning = ({ rollUp }: TaskNode) =>
  rollUp.counts.executing > 0 || taskStatus(rollUp.statusCode).tone === "active";

function isRecent({ task, rollUp }: TaskNode, sinceMs: number, nowMs: number): boolean {
  if (rollUp.completedMs !== null) return rollUp.completedMs >= sinceMs;
  return (rollUp.startedMs ?? task.submittedMs ?? 0) >= nowMs - WEEK;
}
