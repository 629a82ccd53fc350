/** From the history to the rows on the screen: sort, filter, flatten. use-task-view.ts memoises each step. */
import { softwareName } from "../../protocol/environments/software";
import { type NeedsMoment, needsYou } from "../../protocol/tasks/task-needs";
import { outputStateOf } from "../../protocol/tasks/task-outputs";
import { matchesText } from "../../protocol/tasks/task-search-text";
import { taskStatus } from "../../protocol/tasks/task-status";
import { type FilterState, groupOfState, OVERDUE, type TaskGroup } from "../../protocol/tasks/task-status-order";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { TreeRow } from "../../ui/tree-grid/model";
import type { ResolvedDates } from "./relative-dates";
import type { TaskSearch } from "./task-search";

export type SortValue = number | string | null;
export type SortRule = { readonly value: (node: TaskNode) => SortValue; readonly descending: boolean };

/**
 * Creates a sorter that reuses its last result. Nodes without a value are last in both directions; equal nodes are ordered by
 * newest id, so that they never change places. A refresh rarely moves a row: for the same tasks only the values of changed
 * nodes are read, and the nodes are sorted again only when a value has changed.
 */
export function createSorter(rule: SortRule, collator: Intl.Collator) {
  const direction = rule.descending ? -1 : 1;
  const keyedOf = (node: TaskNode) => ({ id: node.task.id, node, value: rule.value(node) });
  type Keyed = ReturnType<typeof keyedOf>;
  const order = (a: Keyed, b: Keyed) => compare(a.value, b.value, direction, collator) || b.id - a.id;
  /** The same entries in the order of the map, and sorted. */
  let unsorted: Keyed[] = [];
  let sorted: Keyed[] = [];

  /** Updates the entries of changed nodes; false when the tasks are not the same as before. */
  const update = (nodes: ReadonlyMap<number, TaskNode>): boolean => {
    if (nodes.size !== unsorted.length) return false;
    let hasValueChanged = false;
    let position = 0;
    for (const node of nodes.values()) {
      const entry = unsorted[position];
      position += 1;
      if (entry?.node === node) continue;
      if (entry?.id !== node.task.id) return false;
      const value = rule.value(node);
      if (value !== entry.value) hasValueChanged = true;
      entry.node = node;
      entry.value = value;
    }
    if (hasValueChanged) sorted.sort(order);
    return true;
  };

  return (nodes: ReadonlyMap<number, TaskNode>): TaskNode[] => {
    if (!update(nodes)) {
      unsorted = Array.from(nodes.values(), keyedOf);
      sorted = unsorted.toSorted(order);
    }
    return sorted.map(({ node }) => node);
  };
}

function compare(a: SortValue, b: SortValue, direction: number, collator: Intl.Collator): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return (a - b) * direction;
  return collator.compare(String(a), String(b)) * direction;
}

/** The state of a task in the filter: a task that waits for a failed pass has a state of its own. */
export function stateOf(node: TaskNode): FilterState {
  return node.rollUp.isStuck ? "stuck" : taskStatus(node.rollUp.statusCode).name;
}

/** "No project" as a filter value: a list on the URL has no empty part. */
export const NO_PROJECT = "-";

/** The project of a task as a filter value. */
export const projectOf = ({ task }: TaskNode): string => task.projectName || NO_PROJECT;

export type Filter = {
  /** Tests beside group and state, one for each search parameter that is set. */
  readonly tests: readonly ((node: TaskNode) => boolean)[];
  readonly group: TaskGroup | undefined;
  readonly states: ReadonlySet<string>;
  readonly moment: NeedsMoment;
};

/** The search parameters that filter, with resolved dates (relative-dates.ts). */
export type FilterSearch = Pick<TaskSearch, "group" | "status" | "project" | "software" | "user" | "outputs"> &
  ResolvedDates & {
    /** Tasks with frames that failed since a moment; null: which ones is not known, then those that have failed frames. */
    readonly failedIds?: ReadonlySet<number> | null | undefined;
    /** Tasks by who is on them; null: not known yet, then none. */
    readonly claimed?: { readonly has: (taskId: number) => boolean } | null | undefined;
  };

/**
 * The filter of a search. `text` is the text of the search field, which the URL follows after a pause; `dayOf` gives the
 * calendar day of a moment as `yyyy-MM-dd` in the time zone of the preferences.
 */
export function toFilter(
  search: FilterSearch,
  text: string,
  dayOf: (ms: number) => string,
  moment: NeedsMoment,
): Filter {
  const tests: ((node: TaskNode) => boolean)[] = [];
  const testAmong = (values: readonly string[], value: (node: TaskNode) => string) => {
    const accepted = new Set(values);
    if (accepted.size > 0) tests.push((node) => accepted.has(value(node)));
  };
  testAmong(search.project, projectOf);
  testAmong(search.software, ({ task }) => softwareName(task.cgId));
  testAmong(search.user, ({ task }) => task.userName);
  testAmong(search.outputs, (node) => outputStateOf(node, moment));

  const { from, to, endedFromMs, endedToMs, failedIds, claimed } = search;
  if (from !== undefined || to !== undefined)
    tests.push(({ task: { submittedMs } }) => {
      if (submittedMs === null) return false;
      const day = dayOf(submittedMs);
      return (from === undefined || day >= from) && (to === undefined || day <= to);
    });
  if (endedFromMs !== undefined)
    tests.push(({ rollUp: { completedMs } }) => {
      return (
        completedMs !== null && completedMs >= endedFromMs && completedMs < (endedToMs ?? Number.POSITIVE_INFINITY)
      );
    });
  if (failedIds !== undefined)
    tests.push(({ task, rollUp }) => (failedIds ? failedIds.has(task.id) : rollUp.counts.failed > 0));
  if (claimed !== undefined) tests.push(({ task }) => claimed?.has(task.id) ?? false);
  if (text.trim() !== "") tests.push(matchesText(text));
  return { tests, group: search.group, states: new Set(search.status), moment };
}

export type Filtered = {
  readonly nodes: readonly TaskNode[];
  /** Tasks per group among those that match everything but group and state. */
  readonly groupCounts: Readonly<Record<TaskGroup, number>>;
  /** Tasks per state among those of the chosen group. */
  readonly stateCounts: ReadonlyMap<string, number>;
};

/** The matching nodes in the given order, and the counts of groups and states. */
export function filterNodes(nodes: readonly TaskNode[], filter: Filter): Filtered {
  const { tests, group, states, moment } = filter;
  const groupCounts = { needsYou: 0, running: 0, waiting: 0, ended: 0 };
  const stateCounts = new Map<string, number>();
  const countOne = (key: string) => stateCounts.set(key, (stateCounts.get(key) ?? 0) + 1);
  // A task of any state may be overdue: that filter narrows what the other states choose.
  const onlyOverdue = states.has(OVERDUE);
  const chosen = new Set([...states].filter((key) => key !== OVERDUE));
  const matching: TaskNode[] = [];
  for (const node of nodes) {
    if (!tests.every((test) => test(node))) continue;
    const state = stateOf(node);
    const stateGroup = groupOfState(state);
    const needs = needsYou(node, moment);
    groupCounts[stateGroup] += 1;
    if (needs) groupCounts.needsYou += 1;
    if (group !== undefined && !(group === "needsYou" ? needs : group === stateGroup)) continue;
    const { isOverdue } = node.rollUp;
    const isChosen = chosen.size === 0 || chosen.has(state);
    if (isOverdue && isChosen) countOne(OVERDUE);
    if (onlyOverdue && !isOverdue) continue;
    countOne(state);
    if (isChosen) matching.push(node);
  }
  return { nodes: matching, groupCounts, stateCounts };
}

/**
 * Creates a function that lists the rows of the tree: every node, and below an expanded one its children. A row that equals
 * the last one at its place is the same object.
 */
export function createFlattener() {
  let lastRows: readonly TreeRow<TaskNode>[] = [];
  return (nodes: readonly TaskNode[], expandedIds: ReadonlySet<number>): readonly TreeRow<TaskNode>[] => {
    const rows: TreeRow<TaskNode>[] = [];
    const visit = (node: TaskNode, level: number, parentId: number | null) => {
      const expandable = node.children.length > 0;
      const expanded = expandable && expandedIds.has(node.task.id);
      const last = lastRows[rows.length];
      const isSame = last?.value === node && last.expanded === expanded && last.parentId === parentId;
      rows.push(isSame ? last : { id: node.task.id, level, parentId, expandable, expanded, value: node });
      if (expanded) for (const child of node.children) visit(child, level + 1, node.task.id);
    };
    for (const node of nodes) visit(node, 1, null);
    lastRows = rows;
    return rows;
  };
}
