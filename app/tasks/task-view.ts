/** From the history to the rows on the screen: sort, filter, freeze, flatten. Pure; the page memoises each step. */
import { softwareName } from "../protocol/software";
import { taskStatus } from "../protocol/task-status";
import { type TaskNode, walk } from "../protocol/task-tree";
import type { TreeRow } from "../ui/tree-grid-model";
import type { TaskSearch } from "./task-search";

export type SortValue = number | string | null;
export type SortRule = { readonly value: (node: TaskNode) => SortValue; readonly descending: boolean };

/** Nodes by the rule, those without a value last either way, then by newest id: equal rows never change places. */
export function sortNodes(nodes: readonly TaskNode[], rule: SortRule, collator: Intl.Collator): TaskNode[] {
  const direction = rule.descending ? -1 : 1;
  const keyed = nodes.map((node) => ({ node, value: rule.value(node) }));
  keyed.sort((a, b) => compare(a.value, b.value, direction, collator) || b.node.task.id - a.node.task.id);
  return keyed.map(({ node }) => node);
}

function compare(a: SortValue, b: SortValue, direction: number, collator: Intl.Collator): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return (a - b) * direction;
  return collator.compare(String(a), String(b)) * direction;
}

/** What a status chip counts: a task that waits behind a failed pass is its own group. */
export function statusKey(node: TaskNode): string {
  return node.rollUp.stuck ? "stuck" : taskStatus(node.rollUp.statusCode).name;
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

export type Filter = {
  readonly words: readonly string[];
  readonly status: ReadonlySet<string>;
  readonly project: ReadonlySet<string>;
  readonly software: ReadonlySet<string>;
  readonly user: ReadonlySet<string>;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Epoch ms; only tasks that ended then or later. */
  readonly endedMs: number | undefined;
  /** A moment's calendar day as `yyyy-MM-dd` in the chosen time zone. */
  readonly dayOf: (ms: number) => string;
};

/** The members of the search that filter; expansion and the open task do not. */
export type FilterSearch = Pick<TaskSearch, "status" | "project" | "software" | "user" | "from" | "to" | "ended">;

/** The filter of a search; `text` is what stands in the search field right now. */
export function toFilter(search: FilterSearch, text: string, dayOf: Filter["dayOf"]): Filter {
  return {
    words: text.toLowerCase().split(/\s+/).filter(Boolean),
    status: new Set(search.status),
    project: new Set(search.project),
    software: new Set(search.software),
    user: new Set(search.user),
    from: search.from,
    to: search.to,
    endedMs: search.ended === undefined ? undefined : Date.parse(search.ended),
    dayOf,
  };
}

const allows = (set: ReadonlySet<string>, value: string) => set.size === 0 || set.has(value);

function matchesExceptStatus(node: TaskNode, filter: Filter): boolean {
  const { task } = node;
  if (!allows(filter.project, task.projectName)) return false;
  if (!allows(filter.software, softwareName(task.cgId))) return false;
  if (!allows(filter.user, task.userName)) return false;
  if (filter.from !== undefined || filter.to !== undefined) {
    if (task.submittedMs === null) return false;
    const day = filter.dayOf(task.submittedMs);
    if (filter.from !== undefined && day < filter.from) return false;
    if (filter.to !== undefined && day > filter.to) return false;
  }
  if (filter.endedMs !== undefined && (node.rollUp.completedMs ?? Number.NEGATIVE_INFINITY) < filter.endedMs)
    return false;
  if (filter.words.length === 0) return true;
  const text = searchText(node);
  return filter.words.every((word) => text.includes(word));
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
    if (!matchesExceptStatus(node, filter)) continue;
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

export type Held = {
  readonly nodes: readonly TaskNode[];
  /** Tasks that would be shown but for the frozen order. */
  readonly heldBack: number;
};

/** The nodes in an order kept from before: rows do not move, those gone drop out, new ones are held back and counted. */
export function holdOrder(nodes: readonly TaskNode[], order: readonly number[]): Held {
  const byId = new Map(nodes.map((node) => [node.task.id, node]));
  const kept = order.map((id) => byId.get(id)).filter((node) => node !== undefined);
  return { nodes: kept, heldBack: nodes.length - kept.length };
}

/** Rows of the tree: every node, and the children of the open ones below it. */
export function flatten(nodes: readonly TaskNode[], open: ReadonlySet<number>): TreeRow<TaskNode>[] {
  const rows: TreeRow<TaskNode>[] = [];
  const visit = (node: TaskNode, level: number, parent: TreeRow<TaskNode> | null) => {
    const expandable = node.children.length > 0;
    const expanded = expandable && open.has(node.task.id);
    const row: TreeRow<TaskNode> = {
      id: node.task.id,
      level,
      parentId: parent?.id ?? null,
      expandable,
      expanded,
      value: node,
    };
    rows.push(row);
    if (expanded) for (const child of node.children) visit(child, level + 1, row);
  };
  for (const node of nodes) visit(node, 1, null);
  return rows;
}
