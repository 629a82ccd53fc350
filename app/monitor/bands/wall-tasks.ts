/** Which tasks are on the wall, in which band, and their order. */
import { frameTroubleOf, hasTrouble, type TroubleByLeaf } from "../../protocol/frames/task-trouble";
import { type StopCause, stopCauseOf } from "../../protocol/tasks/stop-cause";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { Acknowledgement } from "../../protocol/team/acknowledgement";
import { type Acknowledgements, isValid } from "../acknowledgement/acknowledgement";
import { severityClass, severityOf } from "./severity";
import { type ProgressByTask, stalledSeconds, type Trouble, troubleOf } from "./trouble";

/**
 * The bands of the wall from top to bottom. `stopped`: goes on only when somebody acts; `losing`: has failed frames, stalls or
 * runs past its reminder; `seen`: a trouble that somebody has acknowledged; `fine`: renders or waits without trouble.
 */
export const bands = ["stopped", "losing", "seen", "fine"] as const;
export type Band = (typeof bands)[number];

export type WallTask = {
  readonly node: TaskNode;
  readonly band: Band;
  readonly trouble: Trouble;
  readonly cause: StopCause | null;
  /** Seconds without a frame ending, when that is far more than usual. */
  readonly stalledSeconds: number | null;
  /** Frames that hang, and slow ones; 0 also where that is not known. */
  readonly hung: number;
  readonly slow: number;
  readonly seen: Acknowledgement | null;
};

export type WallFacts = {
  /** What was read of rendering frames. */
  readonly troubles: TroubleByLeaf;
  readonly progress: ProgressByTask;
  readonly seen: Acknowledgements;
  /** Tasks that ended in trouble at or after this time are on the wall, epoch ms. */
  readonly sinceMs: number;
  readonly nowMs: number;
};

/** A task that ended in trouble at an unknown time is on the wall for this long after its start. */
const WEEK = 7 * 86_400_000;

/** The tasks of the wall, band by band, the most severe first. */
export function wallTasksOf(nodes: Iterable<TaskNode>, facts: WallFacts): WallTask[] {
  const ordered: { readonly task: WallTask; readonly rank: number; readonly severity: number }[] = [];
  for (const node of nodes) {
    const task = wallTaskOf(node, facts);
    if (!task) continue;
    ordered.push({
      task,
      rank: bands.indexOf(task.band),
      severity: task.band === "fine" ? progressRank(node) : severityClass(severityOf(node, task.cause !== null)),
    });
  }
  return ordered
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        b.severity - a.severity ||
        (b.task.node.task.submittedMs ?? 0) - (a.task.node.task.submittedMs ?? 0) ||
        b.task.node.task.id - a.task.node.task.id,
    )
    .map(({ task }) => task);
}

function wallTaskOf(node: TaskNode, { progress, troubles, seen, sinceMs, nowMs }: WallFacts): WallTask | null {
  const stalled = stalledSeconds(node, progress, nowMs);
  const frames = frameTroubleOf(node, troubles);
  const trouble = troubleOf(node, stalled !== null || hasTrouble(frames));
  if (!isUnfinished(node) && (trouble === null || !isRecent(node, sinceMs, nowMs))) return null;
  const acknowledgement = seen[String(node.task.id)];
  const facts = { failed: node.rollUp.counts.failed, trouble };
  const valid = acknowledgement && isValid(acknowledgement, facts) ? acknowledgement : null;
  return {
    node,
    trouble,
    cause: stopCauseOf(node),
    stalledSeconds: stalled,
    hung: frames?.hung ?? 0,
    slow: frames?.slow ?? 0,
    seen: valid,
    band: bandOf(trouble, valid),
  };
}

function bandOf(trouble: Trouble, seen: Acknowledgement | null): Band {
  if (trouble === null) return "fine";
  if (seen) return "seen";
  return trouble === "stopped" ? "stopped" : "losing";
}

/** Not ended: it renders or waits, or a part of it waits behind one that failed. */
const isUnfinished = ({ rollUp }: TaskNode) => rollUp.isStuck || !taskStatus(rollUp.statusCode).isEnded;

/** Whether the task renders or is being prepared. */
export const isRunning = ({ rollUp }: TaskNode): boolean =>
  rollUp.counts.executing > 0 || taskStatus(rollUp.statusCode).tone === "active";

/** Of the tasks without trouble: those that render first, the most complete first in steps of a tenth. */
const progressRank = (node: TaskNode) => {
  const { done, total } = node.rollUp.counts;
  return isRunning(node) ? 1 + Math.floor((10 * done) / Math.max(1, total)) : 0;
};

function isRecent({ task, rollUp }: TaskNode, sinceMs: number, nowMs: number): boolean {
  if (rollUp.completedMs !== null) return rollUp.completedMs >= sinceMs;
  return (rollUp.startedMs ?? task.submittedMs ?? 0) >= nowMs - WEEK;
}
