/** The answers of an instance to a page, over HTTP. */
import { decodeReads, type LiveAnswer } from "../../../mirror/live-tasks";
import type { Task } from "../../../protocol/tasks/task";
import { buildTaskTree } from "../../../protocol/tasks/task-tree";

const PATH = "/api/live/tasks";

async function getJson<T>(origin: string, path: string): Promise<T> {
  const response = await fetch(`${origin}${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return JSON.parse(await response.text());
}

export type Since = Pick<LiveAnswer, "run" | "revision">;

/** What changed; without `since` the newest tasks and the parts. `isFresh`: after the farm was read. */
export function liveAnswer(origin: string, since?: Since, isFresh = false): Promise<LiveAnswer> {
  const parameters = new URLSearchParams({
    ...(since ? { run: since.run, since: String(since.revision) } : {}),
    ...(isFresh ? { fresh: "1" } : {}),
  });
  return getJson(origin, `${PATH}?${parameters.toString()}`);
}

/** The tasks of all parts of an answer. */
export async function tasksOfParts(origin: string, { run, parts = [] }: LiveAnswer): Promise<Task[]> {
  const loaded = await Promise.all(
    parts.map(({ key, version }) =>
      getJson<{ readonly tasks: Task[] }>(origin, `${PATH}/parts/${key}?run=${run}&v=${version}`),
    ),
  );
  return loaded.flatMap(({ tasks }) => tasks);
}

/** Everything that an instance knows: tasks by id, and when each was read. */
export async function everything(origin: string) {
  const answer = await liveAnswer(origin);
  const tasks = await tasksOfParts(origin, answer);
  const byId = new Map(tasks.toSorted((a, b) => a.id - b.id).map((task) => [task.id, task]));
  return { answer, tasks: byId, reads: decodeReads(answer.reads) };
}

/** The ids that a page has after an answer. */
export function idsAfter(ids: Iterable<number>, { parts, reads, tasks, removed }: LiveAnswer): Set<number> {
  if (parts) return new Set(decodeReads(reads).keys());
  const gone = new Set(removed.map(([id]) => id));
  return new Set([...ids, ...tasks.map(({ id }) => id)].filter((id) => !gone.has(id)));
}

/** The state of a task, which a task with layers has from its layers. */
export function statusOf(tasks: Iterable<Task>, id: number): number | null | undefined {
  const task = [...tasks].find((one) => one.id === id);
  return task && buildTaskTree(task).rollUp.statusCode;
}

export type InstanceHealth = {
  readonly instance: "leads" | "follows" | "alone";
  readonly collector: LiveAnswer["collector"];
};

/** /healthz, for a client on the same machine. */
export const health = (origin: string): Promise<InstanceHealth> => getJson(origin, "/healthz");
