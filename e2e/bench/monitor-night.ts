/** Deterministic activity of other users and programs on a busy farm. */
import { taskStatus } from "../../app/protocol/tasks/task-status";
import { isWalletEmpty } from "../../mocks/farm/engine/billing";
import { TASK } from "../../mocks/farm/engine/codes";
import { countOf, storeOf } from "../../mocks/farm/engine/frames";
import type { Job, Leaf } from "../../mocks/farm/engine/leaf";
import { createRandom } from "../../mocks/farm/engine/random";
import type { World } from "../world";

/** Share of minutes with an action. */
const SHARE = 0.25;

export const actNames = ["stop", "start", "rerender", "redo", "abandon", "delete", "submit"] as const;
export type ActName = (typeof actNames)[number];

const clearing = ["delete", "delete", "delete", "delete", "delete"] as const;

/** Ids of the done frames of a leaf. */
const doneOf = (leaf: Leaf) => {
  const { status } = storeOf(leaf);
  return Array.from(status, (code, index) => (countOf(code) === "done" ? leaf.firstFrameId + index : 0)).filter(
    Boolean,
  );
};

const isFine = (leaf: Leaf) => !leaf.deleted && leaf.status === TASK.finished && leaf.counts.done > 12;

/** The farm starts nothing that an empty wallet pays for. */
const canPay = ({ wallet }: Job) => !isWalletEmpty(wallet);

/** Runs the next action; to be called every `seconds`. null: there was no action. */
export function createNight(world: World, seconds: number): () => ActName | null {
  const random = createRandom(20);
  const { farm } = world;
  const among = (fits: (leaf: Leaf) => boolean) => farm.jobs.filter((job) => job.leaves.some(fits));
  const allowing = (action: "start" | "stop" | "abandon" | "rerender") =>
    among((leaf) => !leaf.deleted && taskStatus(leaf.status).allows.includes(action));
  const onJob =
    (operation: "stopTask" | "startTask" | "abortTask" | "deleteTask" | "restartFailedFrames") => (job: Job) =>
      world.elsewhere(operation, { taskParam: [job.id] });
  const acts: Record<ActName, () => readonly [readonly Job[], (job: Job) => void]> = {
    stop: () => [allowing("stop"), onJob("stopTask")],
    start: () => [allowing("start").filter(canPay), onJob("startTask")],
    rerender: () => [
      allowing("rerender").filter((job) => canPay(job) && job.leaves.some((leaf) => leaf.counts.failed > 0)),
      onJob("restartFailedFrames"),
    ],
    abandon: () => [allowing("abandon"), onJob("abortTask")],
    delete: () => [
      farm.jobs.filter((job) => job.leaves.every((leaf) => taskStatus(leaf.status).allows.includes("delete"))),
      onJob("deleteTask"),
    ],
    // Restarts some done frames.
    redo: () => [
      among(isFine).filter(canPay),
      (job) => {
        const leaf = job.leaves.find(isFine);
        if (leaf) world.elsewhere("restartFrame", { taskId: leaf.id, ids: doneOf(leaf).slice(0, 12), selectAll: 0 });
      },
    ],
    submit: () => [
      farm.jobs.slice(0, 1),
      () => {
        world.elsewhere("createTask", { count: 1 });
        for (const taskId of farm.reservations.keys()) world.elsewhere("submitTask", { taskId });
      },
    ],
  };
  // Deletes about as many tasks as are submitted: on a growing farm, growth of the page would not be visible.
  const usual = [
    "submit",
    "start",
    "start",
    "rerender",
    "rerender",
    "rerender",
    "redo",
    "stop",
    "abandon",
    ...clearing,
  ] as const;
  return () => {
    if (random.next() >= (SHARE * seconds) / 60) return null;
    const name = random.pick(usual);
    const [jobs, act] = acts[name]();
    if (jobs.length === 0) return null;
    act(random.pick(jobs));
    return name;
  };
}
