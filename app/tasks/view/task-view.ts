/** From the history to the rows on the screen: sort, filter, freeze, flatten. Pure; the page memoises each step. */
import { softwareName } from "../../protocol/environments/software";
import { taskStatus } from "../../protocol/tasks/task-status";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import type { TreeRow } from "../../ui/tree-grid/model";
import type { TaskSearch } from "./task-search";

export type SortValue = number | string | null;
export type SortRule = { readonly value: (node: TaskNode) => SortValue; readonly descending: boolean };

/**
 * Sorts the nodes again and again by one rule: those without a value last either way, then by newest id, so that equal rows
 * never change places. A refresh hardly ever moves a row: as long as the tasks are the same ones, only the values of those
 * that changed are taken, and the order is looked at only if one of those did.
 */
export function createSorter(rule: SortRule, collator: Intl.Collator) {
  const direction = rule.descending ? -1 : 1;
  const keyedOf = (node: TaskNode) => ({ id: node.task.id, node, value: rule.value(node) });
  type Keyed = ReturnType<typeof keyedOf>;
  const order = (a: Keyed, b: Keyed) => compare(a.value, b.value, direction, collator) || b.id - a.id;
  /** The same entries in the order of the map they came from, and in ours. */
  let given: Keyed[] = [];
  let sorted: Keyed[] = [];

  /** Takes in what changed of tasks that are the same ones as before; false if they are not. */
  const update = (nodes: ReadonlyMap<number, TaskNode>): boolean => {
    if (nodes.size !== given.length) return false;
    let moved = false;
    let place = 0;
    for (const node of nodes.values()) {
      const entry = given[place];
      place += 1;
      if (entry?.node === node) continue;
      if (entry?.id !== node.task.id) return false;
      const value = rule.value(node);
      if (value !== entry.value) moved = true;
      entry.node = node;
      entry.value = value;
    }
    if (moved) sorted.sort(order);
    return true;
  };

  return (nodes: ReadonlyMap<number, TaskNode>): TaskNode[] => {
    if (!update(nodes)) {
      given = Array.from(nodes.values(), keyedOf);
      sorted = given.toSorted(order);
    }
    return sorted.map(({ node }) => node);
  };
}

function compare(a: SortValue, b: SortValue, direction: number, collator: Intl.Collator): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return (a - b) * direction;
  return collator.compare(String(a), String(b)) * direction;
}

/** What a status chip counts: a task that waits behind a failed pass is its own group. */
export function statusKey(node: TaskNode): string {
  return node.rollUp.isStuck ? "stuck" : taskStatus(node.rollUp.statusCode).name;
}

const texts = new WeakMap<TaskNode, string>();

/** Everything of a task and its layers that the search looks at, in lower case. */
export function searchText(node: TaskNode): string {
  const known = texts.get(node);
  if (known !== undefined) return known;
  const parts: (string | number)[] = [];
  for (const { task } of walk(node)) {
    parts.push(task.sceneName, task.id, task.alias, task.layerName ?? "", task.projectName);
    parts.push(task.userName, task.producer ?? "", task.camera, ...task.tags);
  }
  const text = parts.join("\n").toLowerCase();
  texts.set(node, text);
  return text;
}

/** Makes ready what the search looks at: of thousands of tasks it is felt at the first key otherwise. */
export function prepareSearch(nodes: Iterable<TaskNode>): void {
  for (const node of nodes) searchText(node);
}

/** What stands for "no project" among projects: a list on the URL has no empty part. */
export const WITHOUT = "-";

/** The project a task is found under. */
export const projectOf = ({ task }: TaskNode): string => task.projectName || WITHOUT;

export type Filter = {
  /** What a task has to pass beside its status, one for each part of the search that is set. */
  readonly tests: readonly ((node: TaskNode) => boolean)[];
  readonly status: ReadonlySet<string>;
};

/** The members of the search that filter; expansion and the open task do not. */
export type FilterSearch = Pick<TaskSearch, "status" | "project" | "software" | "user" | "from" | "to" | "ended">;

const allows = (set: ReadonlySet<string>, value: string) => set.size === 0 || set.has(value);

/**
 * The filter of a search; `text` is what stands in the search field right now, `dayOf` a moment's calendar day as
 * `yyyy-MM-dd` in the chosen time zone.
 */
export function toFilter(search: FilterSearch, text: string, dayOf: (ms: number) => string): Filter {
  const tests: ((node: TaskNode) => boolean)[] = [];
  const among = (values: readonly string[], value: (node: TaskNode) => string) => {
    const wanted = new Set(values);
    if (wanted.size > 0) tests.push((node) => wanted.has(value(node)));
  };
  among(search.project, projectOf);
  among(search.software, ({ task }) => softwareName(task.cgId));
  among(search.user, ({ task }) => task.userName);

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
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 0)
    tests.push((node) => {
      const searched = searchText(node);
      return words.every((word) => searched.includes(word));
    });
  return { tests, status: new Set(search.status) };
}

export type Filtered = {
  readonly nodes: readonly TaskNode[];
  /** Tasks per status among those that match everything else. */
  readonly statusCounts: ReadonlyMap<string, number>;
};

/** The nodes that match, in their order, and the counts of the status chips. */
export function filterNodes(nodes: readonly TaskNode[], filter: Filter): Filtered {
  const statusCounts = new Map<string, number>();
  const matching: TaskNode[] = [];
  for (const node of nodes) {
    if (!filter.tests.every((passes) => passes(node))) continue;
    const key = statusKey(node);
    statusCounts.set(key, (statusCounts.get(key) ?? 0) + 1);
    if (allows(filter.status, key)) matching.push(node);
  }
  return { nodes: matching, statusCounts };
}

/** Distinct values of a facet with their counts, most frequent first. */
export function facet(nodes: Iterable<TaskNode>, value: (node: TaskNode) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const key = value(node);
    if (key !== "") counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/**
 * Rows of the tree, again and again: every node, and the children of the open ones below it. A row that is what it was at
 * its place the last time is the same value.
 */
export function createFlattener() {
  let last: readonly TreeRow<TaskNode>[] = [];
  return (nodes: readonly TaskNode[], open: ReadonlySet<number>): readonly TreeRow<TaskNode>[] => {
    const rows: TreeRow<TaskNode>[] = [];
    const visit = (node: TaskNode, level: number, parentId: number | null) => {
      const expandable = node.children.length > 0;
      const expanded = expandable && open.has(node.task.id);
      const before = last[rows.length];
      const same = before?.value === node && before.expanded === expanded && before.parentId === parentId;
      rows.push(same ? before : { id: node.task.id, level, parentId, expandable, expanded, value: node });
      if (expanded) for (const child of node.children) visit(child, level + 1, node.task.id);
    };
    for (const node of nodes) visit(node, 1, null);
    last = rows;
    return rows;
  };
}
