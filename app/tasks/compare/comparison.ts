/** What two tasks have in common and where they differ. Figures of a shell are those of its leaves (task-tree.ts). */
import type { TaskLife } from "../../mirror/recorded-history";
import { softwareName } from "../../protocol/environments/software";
import { countedState } from "../../protocol/frames/frame-status";
import { ascending, meanFrameCharge, quantile } from "../../protocol/pricing";
import { parseKeyValue } from "../../protocol/tasks/key-value";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { elapsedSeconds } from "../grid/elapsed";

export const groups = ["result", "cost", "time", "recorded", "settings"] as const;
export type Group = (typeof groups)[number];

/** A setting that the farm does not name: the task has none. */
const NONE = "";

/** null: not known. */
export type Value = string | number | null;

/** How a value is written. */
export type Kind = "text" | "status" | "count" | "money" | "duration" | "moment" | "gigabytes";

/** A task with what was recorded of it; null: nothing can be read. */
export type Side = { readonly node: TaskNode; readonly life: TaskLife | null; readonly nowMs: number };

type Definition = {
  readonly group: Group;
  readonly kind: Kind;
  readonly read: (side: Side) => Value;
  /** The value is at least this much, since parts of it are not known. */
  readonly isLowerBound?: (side: Side) => boolean;
};

const isChargeIncomplete = ({ node }: Side) => node.rollUp.unknownCharges > 0;
const isLifeIncomplete = ({ node, life }: Side) =>
  life === null || life.recordingSinceMs === null || life.recordingSinceMs > (node.task.submittedMs ?? 0);
const perFrame = (total: number | null, frames: number) => (total === null || frames === 0 ? null : total / frames);

const attemptsOf = ({ life }: Side) => (life === null || life.attempts.length === 0 ? null : life.attempts);

/** Times of finished runs, as far as they were recorded. */
function medianRunSeconds(side: Side): number | null {
  const seconds = (attemptsOf(side) ?? []).flatMap(({ statusCode, renderSeconds }) =>
    countedState(statusCode) === "done" && renderSeconds !== null ? [renderSeconds] : [],
  );
  return quantile(ascending(seconds), 0.5);
}

const definitions = {
  status: { group: "result", kind: "status", read: ({ node }) => node.rollUp.statusCode },
  totalFrames: { group: "result", kind: "count", read: ({ node }) => node.rollUp.counts.total },
  doneFrames: { group: "result", kind: "count", read: ({ node }) => node.rollUp.counts.done },
  failedFrames: { group: "result", kind: "count", read: ({ node }) => node.rollUp.counts.failed },
  executingFrames: { group: "result", kind: "count", read: ({ node }) => node.rollUp.counts.executing },
  waitingFrames: { group: "result", kind: "count", read: ({ node }) => node.rollUp.counts.waiting },
  abortFrames: { group: "result", kind: "count", read: ({ node }) => node.rollUp.counts.stopped },
  cost: {
    group: "cost",
    kind: "money",
    read: ({ node }) => node.rollUp.charge,
    isLowerBound: isChargeIncomplete,
  },
  costPerFrame: { group: "cost", kind: "money", read: ({ node }) => meanFrameCharge(node.rollUp) },
  machineTime: { group: "time", kind: "duration", read: ({ node }) => node.rollUp.machineSeconds },
  machinePerFrame: {
    group: "time",
    kind: "duration",
    read: ({ node: { rollUp } }) => perFrame(rollUp.machineSeconds, rollUp.counts.done),
  },
  elapsed: { group: "time", kind: "duration", read: ({ node, nowMs }) => elapsedSeconds(node, nowMs) },
  submitted: { group: "time", kind: "moment", read: ({ node }) => node.task.submittedMs },
  started: { group: "time", kind: "moment", read: ({ node }) => node.rollUp.startedMs },
  completed: { group: "time", kind: "moment", read: ({ node }) => node.rollUp.completedMs },
  medianRun: { group: "recorded", kind: "duration", read: medianRunSeconds },
  runs: {
    group: "recorded",
    kind: "count",
    read: (side) => attemptsOf(side) && (side.life?.attemptCount ?? null),
    isLowerBound: isLifeIncomplete,
  },
  restarts: {
    group: "recorded",
    kind: "count",
    read: ({ life }) =>
      life === null || life.recordingSinceMs === null
        ? null
        : life.events.filter(({ type }) => type === "restarted").length,
    isLowerBound: isLifeIncomplete,
  },
  software: { group: "settings", kind: "text", read: ({ node }) => softwareName(node.task.cgId) },
  camera: { group: "settings", kind: "text", read: ({ node }) => node.task.camera },
  framesRange: { group: "settings", kind: "text", read: ({ node }) => node.task.framesRange },
  project: { group: "settings", kind: "text", read: ({ node }) => node.task.projectName },
  user: { group: "settings", kind: "text", read: ({ node }) => node.task.userName },
  producer: { group: "settings", kind: "text", read: ({ node }) => node.task.producer ?? NONE },
  priority: { group: "settings", kind: "count", read: ({ node }) => node.task.level },
  userPriority: { group: "settings", kind: "count", read: ({ node }) => node.task.userLevel },
  machineLimit: { group: "settings", kind: "count", read: ({ node }) => node.task.machineLimit ?? NONE },
  ram: { group: "settings", kind: "gigabytes", read: ({ node }) => node.task.ramGb ?? NONE },
  timeLimit: { group: "settings", kind: "duration", read: ({ node }) => node.task.frameLimitSeconds ?? NONE },
  reminder: { group: "settings", kind: "duration", read: ({ node }) => node.task.reminderSeconds ?? NONE },
} as const satisfies Readonly<Record<string, Definition>>;

export type RowName = keyof typeof definitions;
/** Rows whose label is not that of a field of the task. */
const ownNames = ["status", "costPerFrame", "machinePerFrame", "medianRun", "runs", "restarts"] as const;
type OwnName = (typeof ownNames)[number];
export const hasOwnLabel = (name: RowName): name is OwnName => ownNames.some((own) => own === name);
const names = Object.keys(definitions).filter((name): name is RowName => Object.hasOwn(definitions, name));

export type Cell = { readonly value: Value; readonly isLowerBound: boolean };

export type ComparedRow = {
  readonly name: RowName;
  readonly group: Group;
  readonly kind: Kind;
  readonly from: Cell;
  readonly to: Cell;
  /** Both are known, and not the same. Moments never count: no two tasks have the same. */
  readonly isDifferent: boolean;
  /** The share by which an amount rose or fell; null: there is none, or it is not known exactly. */
  readonly change: number | null;
};

const amounts: ReadonlySet<Kind> = new Set<Kind>(["count", "money", "duration", "gigabytes"]);

/** The rows of a group; those that differ first. */
export function compareTasks(from: Side, to: Side, group: Group): ComparedRow[] {
  const rows = names.filter((name) => definitions[name].group === group).map((name) => compareRow(name, from, to));
  return [...rows.filter(({ isDifferent }) => isDifferent), ...rows.filter(({ isDifferent }) => !isDifferent)];
}

function compareRow(name: RowName, from: Side, to: Side): ComparedRow {
  const { group, kind, read, isLowerBound }: Definition = definitions[name];
  const cellOf = (side: Side): Cell => {
    const value = read(side);
    return { value, isLowerBound: value !== null && (isLowerBound?.(side) ?? false) };
  };
  const [a, b] = [cellOf(from), cellOf(to)];
  const isExact = !a.isLowerBound && !b.isLowerBound;
  const isKnown = a.value !== null && b.value !== null && isExact;
  const isDifferent = kind !== "moment" && isKnown && a.value !== b.value;
  const isAmount = amounts.has(kind) && typeof a.value === "number" && typeof b.value === "number" && a.value > 0;
  const change = isDifferent && isAmount ? (b.value - a.value) / a.value : null;
  return { name, group, kind, from: a, to: b, isDifferent, change };
}

export type FactDifference = { readonly key: string; readonly from: string; readonly to: string };

const factsOf = ({ task }: TaskNode): ReadonlyMap<string, string> =>
  new Map(parseKeyValue(task.keyValueText).map(({ key, value }) => [key, value]));

/** The facts of the scene that differ, by key; "" where a side has none. `same`: how many do not. */
export function compareFacts(
  from: TaskNode,
  to: TaskNode,
): { readonly differences: readonly FactDifference[]; readonly same: number } {
  const [a, b] = [factsOf(from), factsOf(to)];
  const keys = [...new Set([...a.keys(), ...b.keys()])].toSorted((x, y) => x.localeCompare(y, "en"));
  const pairs = keys.map((key) => ({ key, from: a.get(key) ?? "", to: b.get(key) ?? "" }));
  const differences = pairs.filter((pair) => pair.from !== pair.to);
  return { differences, same: pairs.length - differences.length };
}
