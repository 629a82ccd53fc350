/** TaskInfo and FrameInfo of the current dialect (endpoints-current section 4): times in seconds, added members, no keyValue. */

import { parseKeyValue } from "../../../app/protocol/tasks/key-value";
import { FRAME } from "../engine/codes";
import { frameAt } from "../engine/frames";
import type { Job, Leaf } from "../engine/leaf";
import { loadOf } from "../engine/nodes";
import type { Serializers } from "../operations/task-queries";
import { serializeFrame, serializeJob, serializeLeaf, visibleLeaves } from "./task-info";

function omitMembers(info: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(info).filter(([name]) => !names.includes(name)));
}

/** Members that 2018 does not have, among them the three values that remain of keyValue. */
function currentFields(job: Job, tags: ReadonlyMap<string, number>) {
  const pairs = parseKeyValue(job.keyValue);
  const factOf = (key: string) => pairs.find((pair) => pair.key === key)?.value ?? null;
  return {
    taskKeyValueVo: {
      tiles: factOf("tiles"),
      allCamera: factOf("all_camera"),
      renderableCamera: factOf("renderable_camera"),
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

const serializeCurrentLeaf = (leaf: Leaf): object => ({
  ...omitMembers(serializeLeaf(leaf), "keyValue"),
  ...currentFields(leaf.job, leaf.tags),
  taskOverTime: leaf.limitSeconds,
  overTimeStop: leaf.limitSeconds,
  waitingCount: leaf.counts.waiting,
});

function serializeCurrentJob(job: Job): object {
  const [leaf] = job.leaves;
  if (!job.isShell && leaf) return serializeCurrentLeaf(leaf);
  return {
    ...omitMembers(serializeJob(job), "keyValue"),
    ...currentFields(job, job.tags),
    overTimeStop: null,
    waitingCount: null,
    respRenderingTaskList: visibleLeaves(job).map(serializeCurrentLeaf),
  };
}

function serializeCurrentFrame(leaf: Leaf, index: number, now: number): object {
  const frame = frameAt(leaf, index);
  const load = loadOf(leaf, index);
  return {
    ...serializeFrame(leaf, index, now),
    startTime: frame.startedAt,
    endTime: frame.status === FRAME.rendering ? 0 : frame.endedAt,
    taskOverTime: leaf.limitSeconds,
    currentRenderTime: frame.status === FRAME.rendering ? Math.floor((now - frame.startedAt) / 1000) : 0,
    nodeId: load?.node ?? null,
    averageCpu: load?.cpuPercent ?? null,
    averageMemory: load?.memoryBytes ?? null,
    isOverTime: 0,
    overOneMonth: null,
    renderRam: null,
    openRenderRam: null,
  };
}

export const currentSerializers: Serializers = {
  job: serializeCurrentJob,
  leaf: serializeCurrentLeaf,
  frame: serializeCurrentFrame,
};
