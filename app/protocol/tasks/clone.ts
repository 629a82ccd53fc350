/** A task as the original of a new one: what the farm takes over, and what only its description can tell the submitter. */
import { softwareName } from "../environments/software";
import { BASIS_LEAVES } from "../frames/charge-basis";
import type { Frame } from "../frames/frame";
import { priorityLevels, TAG_MAX_LENGTH } from "../limits";
import { type PriceRange, priceOfFrames, renderPart } from "../pricing";
import { parseKeyValue } from "./key-value";
import { leavesOf, type TaskNode, walk } from "./task-tree";

const DAY_MS = 86_400_000;

/** What a clone takes over, by the members of createTask: all that the farm can be told of the original. */
export type CloneRequest = {
  readonly cloneOriginalId: number;
  readonly taskUserLevel: (typeof priorityLevels)[keyof typeof priorityLevels];
  readonly labels?: string[];
  readonly artist?: string;
};

/** `node`: a top-level task. */
export function cloneRequest(node: TaskNode): CloneRequest {
  const { id, userLevel, producer } = node.task;
  const labels = [...new Set([...walk(node)].flatMap(({ task }) => task.tags))].filter(
    (tag) => tag.length <= TAG_MAX_LENGTH,
  );
  return {
    cloneOriginalId: id,
    taskUserLevel: userLevel === priorityLevels.high ? priorityLevels.high : priorityLevels.usual,
    ...(labels.length > 0 ? { labels } : {}),
    ...(producer ? { artist: producer } : {}),
  };
}

/** What is known of the original, as JSON for the person who submits the clone. Empty members are left out. */
export function describeOriginal(node: TaskNode): string {
  const { task } = node;
  const layers = leavesOf(node).filter((leaf) => leaf !== node);
  const description = {
    clonedFrom: { id: task.id, alias: task.alias },
    scene: task.sceneName,
    scenePath: task.sceneLocalPath,
    software: softwareName(task.cgId),
    frames: task.framesRange,
    camera: task.camera,
    project: task.projectName,
    layers: layers.map(({ task: layer }) => ({ name: layer.layerName ?? layer.taskType, frames: layer.framesRange })),
    maxMachines: task.machineLimit,
    frameTimeLimitSeconds: task.frameLimitSeconds,
    ramGb: task.ramGb,
    remark: task.remark,
    facts: Object.fromEntries(parseKeyValue(task.keyValueText).map(({ key, value }) => [key, value])),
  };
  const filled = Object.entries(description).filter(
    ([, value]) => value !== null && value !== "" && !(typeof value === "object" && Object.keys(value).length === 0),
  );
  return JSON.stringify(Object.fromEntries(filled), null, 2);
}

/** The leaves whose frames are read for the price; the others are priced by their mean charge. */
export const cloneBasis = (node: TaskNode): number[] =>
  leavesOf(node)
    .slice(0, BASIS_LEAVES)
    .map(({ task }) => task.id);

/** What all frames of the original would cost once more. */
export const clonePrice = (node: TaskNode, basisOf: (leafId: number) => readonly Frame[]): PriceRange | null => {
  const isRead = new Set(cloneBasis(node));
  return priceOfFrames(
    leavesOf(node).map(({ task, rollUp }) =>
      renderPart(
        rollUp,
        ["waiting", "executing", "done", "failed", "stopped"],
        isRead.has(task.id) ? basisOf(task.id) : [],
      ),
    ),
  );
};

/** Whether a task is older than the farm clones (`cloneLimitDay` of the account); false where it does not say. */
export const isOlderThanClones = ({ task }: TaskNode, cloneLimitDay: number | null, nowMs: number): boolean =>
  cloneLimitDay !== null && task.submittedMs !== null && nowMs - task.submittedMs > cloneLimitDay * DAY_MS;
