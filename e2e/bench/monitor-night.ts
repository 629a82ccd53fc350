/** A night on a busy farm: what people and other programs do there, the same every time. */
import { taskStatus } from "../../app/protocol/tasks/task-status";
import { countOf, storeOf } from "../../mocks/farm/engine/frames";
import type { Job, Leaf } from "../../mocks/farm/engine/leaf";
import { createRandom } from "../../mocks/farm/engine/random";
import type { World } from "../world";

/** Share of the minutes in which somebody does something. */
const SHARE = 0.25;

export const actNames = ["stop", "start", "rerender", "redo", "abandon", "delete", "submit"] as const;
export type ActName = (typeof actNames)[number];

const clearing = ["delete", "delete", "delete", "delete", "delete"] as const;

/** Frames of a leaf that are done, by id. */
const doneOf = (leaf: Leaf) => {
  const { status } = storeOf(leaf);
  return Array.from(status, (code, index) => (countOf(code) === "done" ? leaf.firstFrameId + index : 0)).filter(
    Boolean,
  );
};

const isFine = (leaf: Leaf) => !leaf.deleted && leaf.status === 25 && leaf.counts.done > 12;

/** Does what is next in the night, asked every so many seconds; null: nobody did anything. */
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
    start: () => [allowing("start"), onJob("startTask")],
    rerender: () => [
      allowing("rerender").filter((job) => job.leaves.some((leaf) => leaf.counts.failed > 0)),
      onJob("restartFailedFrames"),
    ],
    abandon: () => [allowing("abandon"), onJob("abortTask")],
    delete: () => [
      farm.jobs.filter((job) => job.leaves.every((leaf) => taskStatus(leaf.status).allows.includes("delete"))),
      onJob("deleteTask"),
    ],
    // Some frames came out wrong and are rendered once more.
    redo: () => [
      among(isFine),
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
  // As much is cleared away as comes in: a farm that grew all night would hide what the page itself piles up.
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
