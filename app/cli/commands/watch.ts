/** `renderdeck watch`: waits until tasks have ended. */
import { setTimeout as wait } from "node:timers/promises";
import { indexTasks } from "../../protocol/tasks/task-index";
import { TASK, taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { ApiClient } from "../api-client";
import { type CommandLine, numberOption } from "../command-line";
import { CommandError, EXIT, type ExitCode, usageError } from "../exit-codes";
import { loadTasks } from "../load-tasks";
import { isoOf, type Output, stateOf } from "../output";
import { refsOf } from "./frames";

const DEFAULT_SECONDS = 10;
const MIN_SECONDS = 2;
/** A server that does not answer for so long ends the command. */
const MAX_SILENCE_MS = 300_000;

/** Ended, or stuck: then nothing happens until a user acts. */
const hasEnded = (node: TaskNode | null) =>
  node === null || node.rollUp.isStuck || taskStatus(node.rollUp.statusCode).isEnded;

const endedWell = (node: TaskNode | null) =>
  node !== null && !node.rollUp.isStuck && node.rollUp.statusCode === TASK.finished && node.rollUp.counts.failed === 0;

const stateText = (node: TaskNode | null) => {
  if (node === null) return "deleted";
  const { done, total, failed } = node.rollUp.counts;
  return `${stateOf(node)}, ${done} of ${total} frames done${failed > 0 ? `, ${failed} failed` : ""}`;
};

/** Waits until all tasks have ended. The exit code is 0 if all have finished without failed frames. */
export async function watchTasks(client: ApiClient, line: CommandLine, output: Output): Promise<ExitCode> {
  const everySeconds = numberOption(line, "every", DEFAULT_SECONDS);
  if (everySeconds < MIN_SECONDS) throw usageError(`--every must be at least ${MIN_SECONDS} seconds.`);
  const shown = new Map<number, string>();
  let lastAnswerMs = Date.now();

  const read = async (): Promise<readonly (readonly [id: number, node: TaskNode | null])[] | null> => {
    try {
      const nodes = await loadTasks(client);
      // A task that was there and is not any more was deleted; one that never was is a mistake.
      if (shown.size === 0) refsOf(nodes, line.ids);
      lastAnswerMs = Date.now();
      const index = indexTasks(nodes);
      return line.ids.map((id) => [id, index.get(id)?.node ?? null] as const);
    } catch (error) {
      const mayPass = error instanceof CommandError && error.exitCode === EXIT.notReachable && shown.size > 0;
      if (!mayPass || Date.now() - lastAnswerMs > MAX_SILENCE_MS) throw error;
      output.notice(`${error.message} Trying again.`);
      return null;
    }
  };

  for (;;) {
    const tasks = await read();
    for (const [id, node] of tasks ?? []) {
      const text = stateText(node);
      if (shown.get(id) !== text) output.line(`${id}  ${text}`);
      shown.set(id, text);
    }
    if (tasks?.every(([, node]) => hasEnded(node))) {
      output.result({
        tasks: tasks.map(([id, node]) => ({
          id,
          state: node ? stateOf(node) : "deleted",
          endedWell: endedWell(node),
          frames: node?.rollUp.counts ?? null,
          ended: isoOf(node?.rollUp.completedMs ?? null),
        })),
      });
      return tasks.every(([, node]) => endedWell(node)) ? EXIT.ok : EXIT.failed;
    }
    await wait(everySeconds * 1000);
  }
}
