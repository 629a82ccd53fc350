/** What "Change…" sends for the selected tasks, computed from its form. */
import { frameLimitBounds, machineLimitBounds, TAG_MAX_LENGTH } from "../../protocol/limits";
import { isInoperable } from "../../protocol/tasks/action-plan";
import type { Hardware } from "../../protocol/tasks/hardware";
import type { TaskRef } from "../../protocol/tasks/task-index";
import { allowsChange } from "../../protocol/tasks/task-status";
import { leavesOf, type TaskNode, walk } from "../../protocol/tasks/task-tree";
import type { ChangeRequest, TaskChange } from "../../queries/tasks/task-changes";

/** The values of the form; untouched fields have the value of `emptyDraft`. */
export type Draft = {
  readonly hours: number | string;
  readonly minutes: number | string;
  readonly level: 50 | 60 | null;
  readonly machines: number | string;
  /** New tags, separated by commas. */
  readonly added: string;
  readonly removed: ReadonlySet<string>;
  readonly hardware: Hardware | null;
};

export const emptyDraft: Draft = {
  hours: "",
  minutes: "",
  level: null,
  machines: "",
  added: "",
  removed: new Set(),
  hardware: null,
};

export type DraftError = "timeLimit" | "machineLimit" | "tags";

/** The changes of a draft, and its invalid fields. */
export function readDraft(draft: Draft): { changes: TaskChange[]; errors: ReadonlySet<DraftError> } {
  const changes: TaskChange[] = [];
  const errors = new Set<DraftError>();
  if (draft.hours !== "" || draft.minutes !== "") {
    const [hours, minutes] = [Number(draft.hours || 0), Number(draft.minutes || 0)];
    const seconds = hours * 3600 + minutes * 60;
    const isWhole = [hours, minutes].every((part) => Number.isInteger(part) && part >= 0);
    if (isWhole && seconds >= frameLimitBounds.min && seconds <= frameLimitBounds.max)
      changes.push({ kind: "timeLimit", seconds });
    else errors.add("timeLimit");
  }
  if (draft.level !== null) changes.push({ kind: "priority", level: draft.level });
  if (draft.machines !== "") {
    const machines = Number(draft.machines);
    const { min, max } = machineLimitBounds;
    if (Number.isInteger(machines) && machines >= min && machines <= max)
      changes.push({ kind: "machineLimit", machines });
    else errors.add("machineLimit");
  }
  const added = new Set(draft.added.split(/[,，]/).map((tag) => tag.trim()));
  added.delete("");
  if ([...added].some((tag) => tag.length > TAG_MAX_LENGTH)) errors.add("tags");
  else for (const tag of added) changes.push({ kind: "addTag", tag });
  for (const tag of draft.removed) if (!added.has(tag)) changes.push({ kind: "removeTag", tag });
  if (draft.hardware) changes.push({ kind: "hardware", hardware: draft.hardware });
  return { changes, errors };
}

const parts = (node: TaskNode) => [...walk(node)];
const idsOf = (nodes: readonly TaskNode[]) => nodes.map(({ task }) => task.id);

/** The parts of a task that differ from the change. The values of a shell itself have no meaning. */
function differingParts(change: TaskChange, node: TaskNode): readonly TaskNode[] {
  switch (change.kind) {
    case "timeLimit":
      return leavesOf(node).filter(({ task }) => task.frameLimitSeconds !== change.seconds);
    case "priority":
      return node.task.userLevel === change.level ? [] : [node];
    case "machineLimit":
      return leavesOf(node).filter(({ task }) => task.machineLimit !== change.machines);
    case "addTag":
      return leavesOf(node).filter(({ task }) => !task.tags.includes(change.tag));
    case "removeTag":
      return parts(node).filter(({ task }) => task.tags.includes(change.tag));
    case "hardware":
      return leavesOf(node);
  }
}

const isTagChange = ({ kind }: TaskChange) => kind === "addTag" || kind === "removeTag";

/** The ids to send for one task: the parts that differ, whose state allows the change, and that the account may change. */
const idsToSend = (change: TaskChange, node: TaskNode): number[] =>
  idsOf(
    differingParts(change, node).filter(
      (part) =>
        !isInoperable(part) &&
        (isTagChange(change) || leavesOf(part).some(({ rollUp }) => allowsChange(rollUp.statusCode))),
    ),
  );

/** The request of a change: only tasks that it alters. A layer whose task is selected too is covered by the task. */
export function planChange(change: TaskChange, refs: readonly TaskRef[]): ChangeRequest {
  const targets = tasksOf(refs).map(({ node, topId }) => ({
    rowId: node.task.id,
    topId,
    sendIds: idsToSend(change, node),
  }));
  return { change, targets: targets.filter(({ sendIds }) => sendIds.length > 0) };
}

/** The selected tasks and layers, without layers whose task is selected too. */
export function tasksOf(refs: readonly TaskRef[]): readonly TaskRef[] {
  const selected = new Set(refs.map(({ node }) => node.task.id));
  return refs.filter(
    ({ node: { task }, topId }) =>
      task.id === topId || !(selected.has(topId) || (task.parentId !== null && selected.has(task.parentId))),
  );
}

/** Whether a task that was read back has the change. Its machine type is not among its fields and is read separately. */
export const showsChange = (change: TaskChange, node: TaskNode): boolean =>
  change.kind !== "hardware" && differingParts(change, node).length === 0;

/** Values with how many tasks have them, most frequent first; a task of several layers counts once for each of its values. */
export function valuesOf<Value>(
  refs: readonly TaskRef[],
  valuesIn: (node: TaskNode) => readonly Value[],
): readonly (readonly [Value, number])[] {
  const counts = new Map<Value, number>();
  for (const { node } of tasksOf(refs)) {
    for (const value of new Set(valuesIn(node))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

export const timeLimitsOf = (node: TaskNode) => leavesOf(node).map(({ task }) => task.frameLimitSeconds);
export const levelsOf = (node: TaskNode) => [node.task.userLevel];
export const machineLimitsOf = (node: TaskNode) => leavesOf(node).map(({ task }) => task.machineLimit);
export const tagsOf = (node: TaskNode) => parts(node).flatMap(({ task }) => task.tags);
/** Ids that one request may carry (requests.ts). */
const MAX_IDS = 1000;
/** The leaves of the machine type request. With too many of them none are sent, and no machine type is marked as in use. */
export function hardwareIdsOf(refs: readonly TaskRef[]): readonly number[] {
  const ids = tasksOf(refs).flatMap(({ node }) => idsOf(leavesOf(node)));
  return ids.length > MAX_IDS ? [] : ids;
}
export const softwareOf = (refs: readonly TaskRef[]): readonly number[] => [
  ...new Set(refs.flatMap(({ node }) => leavesOf(node).flatMap(({ task }) => task.cgId ?? []))),
];
