/** TaskInfo and FrameInfo as today's farm writes them (endpoints-current section 4): seconds, later members, no keyValue. */
import { parseKeyValue } from "../../../app/protocol/tasks/key-value";
import { EXECUTING, frameAt } from "../engine/frames";
import type { Job, Leaf } from "../engine/leaf";
import { loadOf } from "../engine/nodes";
import type { Shapes } from "../operations/task-queries";
import { frameWire, jobWire, leafWire, shownLeaves } from "./task-info";

function without(info: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(info).filter(([name]) => !names.includes(name)));
}

/** What is left of the scene's facts, and the members that came later. */
function later(job: Job, tags: ReadonlyMap<string, number>) {
  const facts = parseKeyValue(job.keyValue);
  const fact = (key: string) => facts.find((one) => one.key === key)?.value ?? null;
  return {
    taskKeyValueVo: {
      tiles: fact("tiles"),
      allCamera: fact("all_camera"),
      renderableCamera: fact("renderable_camera"),
    },
    labels: JSON.stringify(Object.fromEntries([...tags].map(([name, id]) => [id, name]))),
    munuTaskIds: null,
    qyCouponConsume: null,
    locationOutput: "",
    channel: 4,
    remark: null,
    isOverTime: 0,
    stopType: 0,
  };
}

const currentLeaf = (leaf: Leaf): object => ({
  ...without(leafWire(leaf), "keyValue"),
  ...later(leaf.job, leaf.tags),
  taskOverTime: leaf.limitSeconds,
  overTimeStop: leaf.limitSeconds,
  waitingCount: leaf.counts.waiting,
});

function currentJob(job: Job): object {
  const [leaf] = job.leaves;
  if (!job.isShell && leaf) return currentLeaf(leaf);
  return {
    ...without(jobWire(job), "keyValue"),
    ...later(job, job.tags),
    overTimeStop: null,
    waitingCount: null,
    respRenderingTaskList: shownLeaves(job).map(currentLeaf),
  };
}

function currentFrame(leaf: Leaf, index: number, now: number): object {
  const frame = frameAt(leaf, index);
  const load = loadOf(leaf, index);
  return {
    ...frameWire(leaf, index, now),
    startTime: frame.startedAt,
    endTime: frame.status === EXECUTING ? 0 : frame.endedAt,
    taskOverTime: leaf.limitSeconds,
    currentRenderTime: frame.status === EXECUTING ? Math.floor((now - frame.startedAt) / 1000) : 0,
    nodeId: load?.node ?? null,
    averageCpu: load?.cpuPercent ?? null,
    averageMemory: load?.memoryBytes ?? null,
    isOverTime: 0,
    overOneMonth: null,
    renderRam: null,
    openRenderRam: null,
  };
}

export const currentShapes: Shapes = { job: currentJob, leaf: currentLeaf, frame: currentFrame };
