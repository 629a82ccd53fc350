/** From the history to the rows on the screen: sort, filter, flatten. use-task-view.ts memoises each step. */
import { softwareName } from "../../protocol/environments/software";
import { matchesText } from "../../protocol/tasks/task-search-text";
import { taskStatus } from "../../protocol/tasks/task-status";
import { OVERDUE } from "../../protocol/tasks/task-status-order";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { TreeRow } from "../../ui/tree-grid/model";
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

/** The group of a task among the status chips: a task that waits for a failed pass is a group apart. */
export function statusKey(node: TaskNode): string {
  return node.rollUp.isStuck ? "stuck" : taskStatus(node.rollUp.statusCode).name;
}

/** "No project" as a filter value: a list on the URL has no empty part. */
export const NO_PROJECT = "-";

/** The project of a task as a filter value. */
export const projectOf = ({ task }: TaskNode): string => task.projectName || NO_PROJECT;

export type Filter = {
  /** Tests beside the status, one for each search parameter that is set. */
  readonly tests: readonly ((node: TaskNode) => boolean)[];
  readonly status: ReadonlySet<string>;
};

/** The search parameters that filter. */
export type FilterSearch = Pick<TaskSearch, "status" | "project" | "software" | "user" | "from" | "to" | "ended">;

/**
 * The filter of a search. `text` is the text of the search field, which the URL follows after a pause; `dayOf` gives the
 * calendar day of a moment as `yyyy-MM-dd` in the time zone of the preferences.
 */
export function toFilter(search: FilterSearch, text: string, dayOf: (ms: number) => string): Filter {
  const tests: ((node: TaskNode) => boolean)[] = [];
  const testAmong = (values: readonly string[], value: (node: TaskNode) => string) => {
    const accepted = new Set(values);
    if (accepted.size > 0) tests.push((node) => accepted.has(value(node)));
  };
  testAmong(search.project, projectOf);
  testAmong(search.software, ({ task }) => softwareName(task.cgId));
  testAmong(search.user, ({ task }) => task.userName);

  const { from, to, ended } = search;
  if (from !== undefined || to !== undefined)
    tests.push(({ task: { submittedMs } }) => {
      if (submittedMs === null) return false;
      const day = dayOf(submittedMs);
      return (from === undefined || day >= from) && (to === undefined || day <= to);
    });
  if (ended !== undefined) {
    const endedMs = Date.parse(ended);
    tests.push(({ rollUp }) => (rollUp.completedMs ?? Number.NEGATIVE_INFINITY) >= endedMs);
  }
  if (text.trim() !== "") tests.push(matchesText(text));
  return { tests, status: new Set(search.status) };
}

export type Filtered = {
  readonly nodes: readonly TaskNode[];
  /** Tasks per status among those that match everything else. */
  readonly statusCounts: ReadonlyMap<string, number>;
};

/** The matching nodes in the given order, and the counts of the status chips. */
export function filterNodes(nodes: readonly TaskNode[], filter: Filter): Filtered {
  const statusCounts = new Map<string, number>();
  const countOne = (key: string) => statusCounts.set(key, (statusCounts.get(key) ?? 0) + 1);
  // A task of any status may be overdue: that chip narrows what the other chips choose.
  const onlyOverdue = filter.status.has(OVERDUE);
  const keys = new Set([...filter.status].filter((key) => key !== OVERDUE));
  const matching: TaskNode[] = [];
  for (const node of nodes) {
    if (!filter.tests.every((test) => test(node))) continue;
    const { isOverdue } = node.rollUp;
    const key = statusKey(node);
    const hasStatus = keys.size === 0 || keys.has(key);
    if (isOverdue && hasStatus) countOne(OVERDUE);
    if (onlyOverdue && !isOverdue) continue;
    countOne(key);
    if (hasStatus) matching.push(node);
  }
  return { nodes: matching, statusCounts };
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
