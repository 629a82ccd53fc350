/** What the server tells of all its farm accounts in one answer: their state, their use and the tasks that matter now. */
import type { Currency } from "../protocol/account/currency";
import { matchesText } from "../protocol/tasks/task-search-text";
import { endedInTrouble } from "../protocol/tasks/task-status";
import type { FrameCounts, TaskNode } from "../protocol/tasks/task-tree";
import type { CollectorState } from "./live-tasks";
import { isActive, type TaskHistory } from "./task-history";
import type { UsageSum } from "./usage-sum";

/** A page and a server of different formats do not understand each other: the page has to be reloaded. */
export const SUMMARY_FORMAT = 1;

/** A top-level task as the summary lists it. */
export type ListedTask = {
  readonly id: number;
  readonly name: string;
  readonly project: string;
  readonly user: string;
  readonly statusCode: number | null;
  readonly isStuck: boolean;
  readonly counts: Pick<FrameCounts, "total" | "done" | "failed">;
  /** null: no amount, or it is hidden. */
  readonly charge: number | null;
  readonly unknownCharges: number;
  /** Epoch ms. */
  readonly submittedMs: number | null;
};

export type TaskFigures = {
  /** Tasks that the farm works on or will. */
  readonly active: number;
  /** Frames of active tasks. */
  readonly executing: number;
  readonly waiting: number;
  /** Tasks that ended with a failure in the last day. */
  readonly inTrouble: number;
  readonly tasks: readonly ListedTask[];
  /** How many there are; more than `tasks` has if there are many. */
  readonly taskCount: number;
};

export type AccountSummary = TaskFigures & {
  /** The account's part of the address, and what people read. */
  readonly name: string;
  readonly title: string;
  readonly collector: CollectorState;
  /** null: the profile of the account is not read yet. */
  readonly currency: Currency | null;
  /** In units of the currency; null: hidden or not known. */
  readonly balance: number | null;
  /** The last 24 hours and the last 30 days; null: the memory cannot be read. */
  readonly day: UsageSum | null;
  readonly month: UsageSum | null;
  /** Epoch ms; null: nothing is recorded yet. */
  readonly recordingSinceMs: number | null;
};

/** The answer to GET /api/accounts. */
export type AccountsAnswer = {
  readonly format: number;
  readonly nowMs: number;
  readonly accounts: readonly AccountSummary[];
};

/** Tasks of one account in an answer. */
const MAX_TASKS = 50;
const DAY_MS = 86_400_000;

/**
 * The figures of a list, and its tasks: those that contain every word of `text`, or without one those that are active or ended
 * in trouble in the last day. Troubles first, then the newest.
 */
export function taskFigures(
  { nodes }: Pick<TaskHistory, "nodes">,
  { text, nowMs, chargesHidden }: { readonly text: string; readonly nowMs: number; readonly chargesHidden: boolean },
): TaskFigures {
  const all = [...nodes.values()];
  const active = all.filter(isActive);
  const isTrouble = ({ rollUp }: TaskNode) =>
    endedInTrouble(rollUp.statusCode) && rollUp.completedMs !== null && nowMs - rollUp.completedMs < DAY_MS;
  const troubles = all.filter(isTrouble);
  const listed = text.trim() === "" ? [...troubles, ...active] : all.filter(matchesText(text));
  const isUrgent = (node: TaskNode) => isTrouble(node) || node.rollUp.isStuck;
  const ordered = listed.toSorted((a, b) => Number(isUrgent(b)) - Number(isUrgent(a)) || b.task.id - a.task.id);
  const sum = (of: "executing" | "waiting") => active.reduce((total, { rollUp }) => total + rollUp.counts[of], 0);
  return {
    active: active.length,
    executing: sum("executing"),
    waiting: sum("waiting"),
    inTrouble: troubles.length,
    tasks: ordered.slice(0, MAX_TASKS).map((node) => listedTask(node, chargesHidden)),
    taskCount: ordered.length,
  };
}

function listedTask({ task, rollUp }: TaskNode, chargesHidden: boolean): ListedTask {
  const { total, done, failed } = rollUp.counts;
  return {
    id: task.id,
    name: task.sceneName,
    project: task.projectName,
    user: task.userName,
    statusCode: rollUp.statusCode,
    isStuck: rollUp.isStuck,
    counts: { total, done, failed },
    charge: chargesHidden ? null : rollUp.charge,
    unknownCharges: chargesHidden ? 0 : rollUp.unknownCharges,
    submittedMs: task.submittedMs,
  };
}
