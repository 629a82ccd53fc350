/** The task list of the server: what a page shows. */

import { liveAnswerSchema, livePartSchema } from "../mirror/live-schemas";
import { LIVE_FORMAT, type LiveAnswer } from "../mirror/live-tasks";
import type { Task } from "../protocol/tasks/task";
import { buildTaskTree, type TaskNode } from "../protocol/tasks/task-tree";
import { CallError } from "../protocol/wire/call-error";
import { type ApiClient, errorOf } from "./api-client";
import { CommandError, EXIT } from "./exit-codes";

const LIVE_PATH = "/api/live/tasks";

const FRESH_PATH = `${LIVE_PATH}?fresh=1`;
/** A server that has just started reads hundreds of pages. */
const MAX_READS = 200;

const isStillReading = ({ format, collector, figures }: LiveAnswer) =>
  format === LIVE_FORMAT && collector.failure === null && !figures.isComplete;

const noFarmData = ({ collector, tasks, parts = [], figures }: LiveAnswer) =>
  collector.lastGoodReadMs === null && tasks.length === 0 && parts.length === 0 && figures.total === 0;

/** Reads until the server has the whole list; each of these waits until it has read the farm once more. */
async function readComplete(client: Pick<ApiClient, "get">, isFresh: boolean): Promise<LiveAnswer> {
  let answer = await client.get(isFresh ? FRESH_PATH : LIVE_PATH, liveAnswerSchema);
  for (let count = 0; count < MAX_READS && isStillReading(answer); count += 1)
    answer = await client.get(FRESH_PATH, liveAnswerSchema);
  return answer;
}

/** Top-level tasks by id, newest first. `isFresh`: the server reads the farm first. Throws CommandError. */
export async function loadTasks(
  client: Pick<ApiClient, "get" | "server">,
  { isFresh = false }: { readonly isFresh?: boolean } = {},
): Promise<ReadonlyMap<number, TaskNode>> {
  const answer = await readComplete(client, isFresh);
  if (answer.format !== LIVE_FORMAT)
    throw new CommandError(
      EXIT.failed,
      "The server is of another version than this program.",
      "Use the command line of the same version as the server.",
    );
  const { failure } = answer.collector;
  // Old data is no ground for a command that asked for new data, and no data is no empty list.
  if (failure !== null && (isFresh || noFarmData(answer)))
    throw errorOf(new CallError("getTaskList", failure), client.server);
  const tasks = new Map<number, Task>();
  for (const { key, version } of answer.parts ?? []) {
    const query = new URLSearchParams({ run: answer.run, v: version });
    const part = await client.get(`${LIVE_PATH}/parts/${key}?${String(query)}`, livePartSchema);
    for (const task of part.tasks) tasks.set(task.id, task);
  }
  // What changed since the parts were made is in the answer itself.
  for (const task of answer.tasks) tasks.set(task.id, task);
  for (const [id] of answer.removed) tasks.delete(id);
  const newestFirst = [...tasks.values()].toSorted((a, b) => b.id - a.id);
  return new Map(newestFirst.map((task) => [task.id, buildTaskTree(task)]));
}
