/**
 * An instance for tests that kill it: takes part in the election, and as leader writes one poll after another. Poll n sets the
 * done frames of three tasks to n and tells the event n. Prints `lead`, `lose` and `ack n` for each poll that was acknowledged.
 */
import { taskSchema } from "../../../protocol/tasks/task-info";
import { TASK } from "../../../protocol/tasks/task-status";
import { buildTaskTree } from "../../../protocol/tasks/task-tree";
import { takePart } from "../leader";
import { openStore } from "../open-store";
import { storeConfigOf } from "../store-config";

export const TASKS = [1, 2, 3];

const T0 = Date.UTC(2026, 10, 2, 8);
const config = storeConfigOf(process.env, { isDemo: false });
const store = await openStore(config, { report: (error) => void process.stderr.write(`${String(error)}\n`) });
const account = store.account("a");

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const pollOf = (n: number) => ({
  revision: n,
  atMs: T0 + n * 1000,
  changed: TASKS.map((id) =>
    buildTaskTree({
      ...taskSchema.parse({ id }),
      statusCode: TASK.rendering,
      totalFrames: 1_000_000,
      doneFrames: n,
      startedMs: T0,
      keyValueText: "x".repeat(5000),
    }),
  ),
  removedIds: [],
  reads: [{ readMs: T0 + n * 1000, taskIds: TASKS.map(String) }],
  events: [{ key: `done ${n}`, type: "finished" as const, taskId: "1", atMs: T0 + n * 1000 }],
});

async function record(): Promise<void> {
  const writer = account.newWriter();
  await writer.claim();
  const { tasks } = await account.tasks();
  for (let n = (tasks[0]?.task?.doneFrames ?? 0) + 1; election.isLeading(); n += 1) {
    const { state } = await writer.write(pollOf(n));
    if (state !== "written") return say(`not written: ${state}`);
    say(`ack ${n}`);
  }
}

const election = takePart(config, "a", {
  onLead: () => {
    say("lead");
    record().catch((error: unknown) => say(`failed: ${String(error)}`));
  },
  onLose: () => say("lose"),
  onRevision: () => undefined,
  onMessage: () => undefined,
});
// The timers of the election do not keep the process alive.
setInterval(() => undefined, 60_000);
