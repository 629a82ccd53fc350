/** Who stopped a task: from the audit of our server, or from the farm's operation record. Never guessed. */
import type { RecordedAction } from "../../mirror/recorded-actions";
import type { TaskRecord } from "../../protocol/tasks/task-record";
import { TASK } from "../../protocol/tasks/task-status";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";

/** `user` null: it was stopped through Renderdeck, where nobody had signed in. */
export type Stop = { readonly user: string | null; readonly atMs: number };

/** Operations that start or stop a task, by their names in the record (both dialects) and in endpoints.ts; true: it stops. */
const stops: ReadonlyMap<string, boolean> = new Map([
  ["stopTask", true],
  ["btn_stop", true],
  ["startTask", false],
  ["btn_start", false],
  ["restartFailedFrames", false],
  ["recommitTasks", false],
  ["restartFrame", false],
  ["recommitTaskFrames", false],
  ["btn_restart", false],
  ["fullSpeedRendering", false],
]);

/** Stop types of a user: in the page, in the client, through the API. 0: unknown. */
const userStopTypes: readonly number[] = [0, 1, 4, 5];

/** Whether a task or layer was stopped, and not for a reason that is no user, such as arrears or an administrator. */
export const isStoppedByUser = ({ task, rollUp: { statusCode } }: TaskNode): boolean =>
  (statusCode === TASK.stopped || statusCode === TASK.userStopped) && userStopTypes.includes(task.stopType ?? 0);

/** The names under which a record may name a task or layer: its own, and those of its layers and of its top-level task. */
export const namesOf = (node: TaskNode, top: TaskNode): ReadonlySet<string> =>
  new Set([top, ...walk(node)].flatMap(({ task }) => [String(task.id), task.alias]).filter((name) => name !== ""));

/**
 * The stop in entries of the record, the newest of which come first; null: none of them names the task. undefined: the last one that
 * names it started it, so that something else has stopped it.
 */
export function stopInRecord(entries: readonly TaskRecord[], names: ReadonlySet<string>): Stop | null | undefined {
  for (const { operation, button, tasks, userName, atMs } of entries) {
    const isStop = stops.get(operation ?? "") ?? stops.get(button);
    if (isStop === undefined || atMs === null || !tasks.some((name) => names.has(name))) continue;
    return isStop && userName !== "" ? { user: userName, atMs } : undefined;
  }
  return null;
}

/** The stop through Renderdeck, unless a later write started the task; null: none is known. */
export function stopInActions(actions: readonly RecordedAction[]): Stop | null {
  const last = actions
    .filter(({ operation, outcome }) => outcome === "accepted" && stops.has(operation))
    .toSorted((a, b) => a.atMs - b.atMs)
    .at(-1);
  return last && stops.get(last.operation) === true ? { user: last.by || null, atMs: last.atMs } : null;
}

/** The farm records a write through Renderdeck as well, within this time, under the account's name. */
const SAME_WRITE_MS = 60_000;

/**
 * The stop of which both are accounts. The audit names the person, the record only the account's user; a stop that the record has
 * later was another one, outside of Renderdeck. undefined: unknown.
 */
export function lastStop(inAudit: Stop | null, inRecord: Stop | null | undefined): Stop | undefined {
  if (inRecord === undefined) return undefined;
  if (inAudit === null || inRecord === null) return inAudit ?? inRecord ?? undefined;
  if (inRecord.atMs > inAudit.atMs + SAME_WRITE_MS) return inRecord;
  return { user: inAudit.user ?? inRecord.user, atMs: inAudit.atMs };
}
