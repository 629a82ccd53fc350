/** Which tasks have a tile, and the order of the tiles. */
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { type Acknowledgement, type Acknowledgements, isValid } from "../acknowledgement/acknowledgement";
import { type ProgressByTask, stalledSeconds, type Trouble, troubleOf } from "./trouble";

/** The order of the wall. `seen`: ended in trouble that somebody has acknowledged. */
export const tileRanks = ["failed", "stuck", "running", "waiting", "seen"] as const;
export type TileRank = (typeof tileRanks)[number];

export type Tile = {
  readonly node: TaskNode;
  readonly rank: TileRank;
  readonly trouble: Trouble;
  /** Seconds without a frame ending, when that is far more than usual. */
  readonly stalledSeconds: number | null;
  readonly seen: Acknowledgement | null;
};

export type TileFacts = {
  readonly progress: ProgressByTask;
  readonly seen: Acknowledgements;
  /** Tasks that ended in trouble at or after this time have a tile, epoch ms. */
  readonly sinceMs: number;
  readonly nowMs: number;
};

/** A task that ended in trouble at an unknown time has a tile for this long after its start. */
const WEEK = 7 * 86_400_000;

/** The tiles in the order of the wall. Within a rank the newest comes first, so that a refresh moves no unchanged tile. */
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

function tileOf(node: TaskNode, { progress, seen, sinceMs, nowMs }: TileFacts): Tile | null {
  const stalled = stalledSeconds(node, progress, nowMs);
  const trouble = troubleOf(node, stalled !== null);
  const isActive = isUnfinished(node);
  if (!isActive && (trouble !== "failed" || !isRecent(node, sinceMs, nowMs))) return null;
  const acknowledgement = seen[String(node.task.id)];
  const valid =
    acknowledgement && isValid(acknowledgement, { failed: node.rollUp.counts.failed, trouble })
      ? acknowledgement
      : null;
  const rankWithoutTrouble = isActive ? (isRunning(node) ? "running" : "waiting") : "seen";
  return {
    node,
    trouble,
    stalledSeconds: stalled,
    seen: valid,
    rank: trouble === null || valid ? rankWithoutTrouble : trouble,
  };
}

/** Not ended: it renders or waits, or a part of it waits behind one that failed. */
const isUnfinished = ({ rollUp }: TaskNode) => rollUp.isStuck || !taskStatus(rollUp.statusCode).isEnded;

const isRunning = ({ rollUp }: TaskNode) =>
  rollUp.counts.executing > 0 || taskStatus(rollUp.statusCode).tone === "active";

function isRecent({ task, rollUp }: TaskNode, sinceMs: number, nowMs: number): boolean {
  if (rollUp.completedMs !== null) return rollUp.completedMs >= sinceMs;
  return (rollUp.startedMs ?? task.submittedMs ?? 0) >= nowMs - WEEK;
}
