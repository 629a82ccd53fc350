/** TaskInfo and FrameInfo of the current dialect (endpoints-current section 4): times in seconds, added members, no keyValue. */

import { parseKeyValue } from "../../../app/protocol/tasks/key-value";
import { FRAME, SOFTWARE, TASK } from "../engine/codes";
import { frameAt, isFrameOverdue, isLeafOverdue } from "../engine/frames";
import type { FrameState, Job, Leaf } from "../engine/leaf";
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
    remark: null,
    channel: channelOf(job),
    operable: job.isOperable ? 1 : 0,
    sceneLocalPath: `D:/projects/${job.projectName || "work"}/${job.sceneName}`,
  };
}

/** Pipelines have no artist and submit through the API; artists submit with a plug-in or on the website (endpoints-2018 3.5). */
function channelOf({ producer, cgId }: Job): number {
  if (producer === null) return 4;
  return cgId === SOFTWARE.max ? 3 : 1;
}

/** stopType by task state (corrections, row 8); 0 for a task that nothing stopped. */
const stopTypes = new Map<number, number>([
  [TASK.stopped, 5],
  [TASK.userStopped, 1],
  [TASK.arrearsStopped, 3],
  [TASK.timedOut, 10],
]);

const serializeCurrentLeaf = (leaf: Leaf, now: number): object => ({
  ...omitMembers(serializeLeaf(leaf), "keyValue"),
  ...currentFields(leaf.job, leaf.tags),
  taskOverTime: leaf.reminderSeconds,
  isOverTime: isLeafOverdue(leaf, now) ? 1 : 0,
  overTimeStop: leaf.limitSeconds,
  waitingCount: leaf.counts.waiting,
  stopType: stopTypes.get(leaf.status) ?? 0,
});

function serializeCurrentJob(job: Job, now: number): object {
  const [leaf] = job.leaves;
  if (!job.isShell && leaf) return serializeCurrentLeaf(leaf, now);
  return {
    ...omitMembers(serializeJob(job), "keyValue"),
    ...currentFields(job, job.tags),
    overTimeStop: null,
    isOverTime: job.leaves.some((one) => isLeafOverdue(one, now)) ? 1 : 0,
    waitingCount: null,
    stopType: 0,
    respRenderingTaskList: visibleLeaves(job).map((one) => serializeCurrentLeaf(one, now)),
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
    frameProgress: frameProgress(frame, now),
    currentRenderTime: frame.status === FRAME.rendering ? Math.floor((now - frame.startedAt) / 1000) : 0,
    nodeId: load?.node ?? null,
    averageCpu: load?.cpuPercent ?? null,
    averageMemory: load?.memoryBytes ?? null,
    isOverTime: isFrameOverdue(leaf, index, now) ? 1 : 0,
    overOneMonth: null,
    renderRam: null,
    openRenderRam: null,
  };
}

/** Per cent of the run as text; "-" for a frame that does not render. */
function frameProgress({ status, startedAt, endedAt }: FrameState, now: number): string {
  if (status !== FRAME.rendering) return "-";
  return String(Math.min(99, Math.floor(((now - startedAt) / (endedAt - startedAt)) * 100)));
}

export const currentSerializers: Serializers = {
  job: serializeCurrentJob,
  leaf: serializeCurrentLeaf,
  frame: serializeCurrentFrame,
  platform: (platform) => platform,
};
