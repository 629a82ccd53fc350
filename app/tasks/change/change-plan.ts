/** What "Change…" would send for the selected tasks, from what stands in its form. Pure. */
import { TAG_MAX_LENGTH, taskTimeLimitSeconds } from "../../protocol/limits";
import type { Hardware } from "../../protocol/tasks/hardware";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import type { ChangeRequest, TaskChange } from "../../queries/tasks/task-changes";
import type { TaskRef } from "../task-index";

/** What stands in the form; what was not touched changes nothing. */
export type Draft = {
  readonly hours: number | string;
  readonly minutes: number | string;
  readonly level: 50 | 60 | null;
  /** New tags, separated by commas. */
  readonly added: string;
  readonly removed: ReadonlySet<string>;
  readonly hardware: Hardware | null;
};

export const emptyDraft: Draft = {
  hours: "",
  minutes: "",
  level: null,
  added: "",
  removed: new Set(),
  hardware: null,
};

export type DraftError = "timeLimit" | "tags";

/** The changes a draft asks for, and the fields that cannot be read. */
export function readDraft(draft: Draft): { changes: TaskChange[]; errors: ReadonlySet<DraftError> } {
  const changes: TaskChange[] = [];
  const errors = new Set<DraftError>();
  if (draft.hours !== "" || draft.minutes !== "") {
    const [hours, minutes] = [Number(draft.hours || 0), Number(draft.minutes || 0)];
    const seconds = hours * 3600 + minutes * 60;
    const isWhole = [hours, minutes].every((part) => Number.isInteger(part) && part >= 0);
    if (isWhole && seconds >= taskTimeLimitSeconds.min && seconds <= taskTimeLimitSeconds.max)
      changes.push({ kind: "timeLimit", seconds });
    else errors.add("timeLimit");
  }
  if (draft.level !== null) changes.push({ kind: "priority", level: draft.level });
  const added = new Set(draft.added.split(/[,，]/).map((tag) => tag.trim()));
  added.delete("");
  if ([...added].some((tag) => tag.length > TAG_MAX_LENGTH)) errors.add("tags");
  else for (const tag of added) changes.push({ kind: "addTag", tag });
  for (const tag of draft.removed) if (!added.has(tag)) changes.push({ kind: "removeTag", tag });
  if (draft.hardware) changes.push({ kind: "hardware", hardware: draft.hardware });
  return { changes, errors };
}

const parts = (node: TaskNode) => [...walk(node)];
const leaves = (node: TaskNode) => parts(node).filter(({ children }) => children.length === 0);
const idsOf = (nodes: readonly TaskNode[]) => nodes.map(({ task }) => task.id);

/** The ids a change has to name for one task: those that do not have it yet. A shell's own values mean nothing. */
function idsToSend(change: TaskChange, node: TaskNode): number[] {
  switch (change.kind) {
    case "timeLimit":
      return idsOf(leaves(node).filter(({ task }) => task.timeLimitSeconds !== change.seconds));
    case "priority":
      return node.task.userLevel === change.level ? [] : [node.task.id];
    case "addTag":
      return idsOf(leaves(node).filter(({ task }) => !task.tags.includes(change.tag)));
    case "removeTag":
      return idsOf(parts(node).filter(({ task }) => task.tags.includes(change.tag)));
    case "hardware":
      return idsOf(leaves(node));
  }
}

/** The requests of a change: only tasks that it alters. A layer whose task is selected as well goes along with it. */
export function planChange(change: TaskChange, subjects: readonly TaskRef[]): ChangeRequest {
  const targets = tasksOf(subjects).map(({ node, topId }) => ({
    rowId: node.task.id,
    topId,
    sendIds: idsToSend(change, node),
  }));
  return { change, targets: targets.filter(({ sendIds }) => sendIds.length > 0) };
}

/** The selected tasks without the layers of those among them. */
export function tasksOf(subjects: readonly TaskRef[]): readonly TaskRef[] {
  const chosen = new Set(subjects.map(({ node }) => node.task.id));
  return subjects.filter(
    ({ node: { task }, topId }) =>
      task.id === topId || !(chosen.has(topId) || (task.parentId !== null && chosen.has(task.parentId))),
  );
}

/** Whether a task read back shows the change. A machine type does not show on it: that is asked for apart. */
export const showsChange = (change: TaskChange, node: TaskNode): boolean =>
  change.kind !== "hardware" && idsToSend(change, node).length === 0;

/** Values with how many tasks have them, most frequent first; a task of several layers counts once for each of its values. */
export function valuesOf<Value>(
  subjects: readonly TaskRef[],
  read: (node: TaskNode) => readonly Value[],
): readonly (readonly [Value, number])[] {
  const counts = new Map<Value, number>();
  for (const { node } of tasksOf(subjects)) {
    for (const value of new Set(read(node))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

export const timeLimitsOf = (node: TaskNode) => leaves(node).map(({ task }) => task.timeLimitSeconds);
export const levelsOf = (node: TaskNode) => [node.task.userLevel];
export const tagsOf = (node: TaskNode) => parts(node).flatMap(({ task }) => task.tags);
/** Ids that one request may carry (requests.ts). */
const MOST_IDS = 1000;
/** The leaves whose machine types are asked for; with too many of them the farm is asked without, and marks none as in use. */
export function hardwareIdsOf(subjects: readonly TaskRef[]): readonly number[] {
  const ids = tasksOf(subjects).flatMap(({ node }) => idsOf(leaves(node)));
  return ids.length > MOST_IDS ? [] : ids;
}
export const softwareOf = (subjects: readonly TaskRef[]): readonly number[] => [
  ...new Set(subjects.flatMap(({ node }) => leaves(node).flatMap(({ task }) => task.cgId ?? []))),
];
