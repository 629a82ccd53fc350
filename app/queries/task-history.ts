/**
 * The whole task history as one value that grows page by page and is then kept fresh with few requests. Pure: what to
 * ask next (`planPages`, `planIds`) and what an answer changes (`mergePage`, `mergeInfo`) are functions of the value and the clock.
 *
 * The farm pages its list newest first and says nothing of changes. So: load page after page; afterwards every step reads
 * the first list page and, by their ids, the tasks that move; on long lists every other step, on short ones every step also
 * those that ended and were not read for longest, so that a restart or a deletion elsewhere is noticed. An id without an answer is gone from the farm. While the
 * farm counts other tasks than are known here, the list pages are read again as well, one after another.
 */
import type { Task } from "../protocol/task";
import { taskStatus } from "../protocol/task-status";
import { buildTaskTree, type TaskNode } from "../protocol/task-tree";
import type { Page } from "../protocol/wire";

/** Rows a list request asks for: the most today's farm gives, and few enough that the first answer comes fast. */
export const PAGE_SIZE = 100;
/** List pages asked for side by side while the history loads: enough to hide the round trip, few enough to be polite. */
const LOAD_AT_ONCE = 4;
/** Tasks one queryTaskInfo can return (its answer has size 100, section 9.18). */
export const INFO_SIZE = 100;
/** Tasks read by their ids per step. */
const IDS_AT_ONCE = 3 * INFO_SIZE;

export type TaskHistory = {
  /** Top-level tasks by id. Unchanged ones keep their identity from one value to the next. */
  readonly nodes: ReadonlyMap<number, TaskNode>;
  /** When each top-level task was last read, epoch ms; longest unread first. */
  readonly readMs: ReadonlyMap<number, number>;
  /** How many top-level tasks the farm says there are. */
  readonly total: number;
  readonly pageCount: number;
  /** List pages read so far, from the first; `complete` when all were. */
  readonly pagesRead: number;
  readonly complete: boolean;
  /** The list page that is read next when tasks are looked for that are not known. */
  readonly nextPage: number;
  /** Rows that could not be read, by list page (page 1 first); they are counted, not shown. */
  readonly malformed: ReadonlyMap<number, number>;
  readonly steps: number;
  /** Tasks of the last answer that had been deleted, as they were then: what they came to in the end is not lost. */
  readonly departed: ReadonlyMap<number, TaskNode>;
};

const nobody: TaskHistory["departed"] = new Map();

export const emptyHistory: TaskHistory = {
  nodes: new Map(),
  readMs: new Map(),
  total: 0,
  pageCount: 1,
  pagesRead: 0,
  complete: false,
  nextPage: 2,
  malformed: new Map(),
  steps: 0,
  departed: nobody,
};

/** The list pages a step reads. Loading: the next ones. Loaded: the first, and another while somebody unknown is looked for. */
export function planPages(history: TaskHistory): readonly number[] {
  if (!history.complete) {
    // The first page alone, so that it can be shown while the rest is on its way.
    const from = history.pagesRead + 1;
    const count = history.pagesRead === 0 ? 1 : Math.min(LOAD_AT_ONCE, history.pageCount - history.pagesRead);
    return Array.from({ length: Math.max(1, count) }, (_, index) => from + index);
  }
  const looking = isSecond(history) && history.pageCount > 1 && history.nodes.size !== history.total;
  return looking ? [1, Math.min(history.nextPage, history.pageCount)] : [1];
}

/** The tasks a step reads by their ids, beside those its pages `listed`: what moves, and in turns what is known longest. */
export function planIds(history: TaskHistory, listed: ReadonlySet<number>): readonly number[] {
  if (!history.complete) return [];
  // What one list page and one request by ids hold is known whole at every step.
  const old = isSecond(history) || history.nodes.size <= PAGE_SIZE + INFO_SIZE ? INFO_SIZE : 0;
  const unread = (moving: boolean, most: number) => longestUnread(history, listed, moving, most);
  return [...unread(true, IDS_AT_ONCE - old), ...unread(false, old)];
}

const isSecond = (history: TaskHistory) => history.steps % 2 === 1;

/** Ids of tasks that move, or of those that do not, longest unread first. */
function longestUnread(history: TaskHistory, listed: ReadonlySet<number>, moving: boolean, most: number): number[] {
  const ids: number[] = [];
  for (const id of history.readMs.keys()) {
    if (ids.length === most) break;
    const node = history.nodes.get(id);
    if (node && !listed.has(id) && isMoving(node) === moving) ids.push(id);
  }
  return ids;
}

/** Whether the farm may change the task by itself. */
export const isMoving = (node: TaskNode): boolean => !taskStatus(node.rollUp.statusCode).ended;

/** The history with one list page read into it. */
export function mergePage(history: TaskHistory, page: Page<Task>, pageNum: number, nowMs: number): TaskHistory {
  const merged = mergeTasks(history, page.rows, nowMs);
  const pageCount = Math.max(1, page.pageCount);
  const pagesRead = pageNum === history.pagesRead + 1 ? pageNum : history.pagesRead;
  const complete = history.complete || pagesRead >= pageCount || page.rows.length + page.malformed === 0;
  return {
    ...merged,
    total: page.total,
    pageCount,
    pagesRead,
    complete,
    malformed: countMalformed(history.malformed, pageNum, page.malformed),
    nextPage: pageNum === 1 ? history.nextPage : pageNum >= pageCount ? 2 : pageNum + 1,
  };
}

function countMalformed(counts: TaskHistory["malformed"], pageNum: number, malformed: number) {
  if ((counts.get(pageNum) ?? 0) === malformed) return counts;
  return new Map(counts).set(pageNum, malformed);
}

/** The history after asking for `asked` by id: what came back is read in, what did not is gone from the farm. */
export function mergeInfo(
  history: TaskHistory,
  asked: readonly number[],
  tasks: readonly Task[],
  nowMs: number,
): TaskHistory {
  const merged = mergeTasks(history, tasks, nowMs);
  const answered = new Set(tasks.filter((task) => !task.deleted).map((task) => task.id));
  const gone = tasks.filter((task) => task.deleted && history.nodes.has(task.id));
  const departed = gone.length === 0 ? nobody : new Map(gone.map((task) => [task.id, buildTaskTree(task)]));
  return forget(
    { ...merged, departed },
    asked.filter((id) => !answered.has(id)),
  );
}

/** The history with tasks of a search at the farm read into it, whatever pages they stand on. */
export function mergeFound(history: TaskHistory, tasks: readonly Task[], nowMs: number): TaskHistory {
  const merged = mergeTasks(history, tasks, nowMs);
  return { ...merged, total: Math.max(merged.total, merged.nodes.size) };
}

function forget(history: TaskHistory, ids: readonly number[]): TaskHistory {
  const gone = ids.filter((id) => history.nodes.has(id));
  if (gone.length === 0) return history;
  const nodes = new Map(history.nodes);
  const readMs = new Map(history.readMs);
  for (const id of gone) {
    nodes.delete(id);
    readMs.delete(id);
  }
  return { ...history, nodes, readMs, total: Math.max(nodes.size, history.total - gone.length) };
}

function mergeTasks(history: TaskHistory, tasks: readonly Task[], nowMs: number): TaskHistory {
  // Copied at the first difference only: an answer without news must not look like one to whoever compares.
  let nodes: Map<number, TaskNode> | null = null;
  const readMs = new Map(history.readMs);
  for (const task of tasks) {
    // A child answered by its own id hangs under its shell already; only top-level tasks are rows of the list.
    if (task.deleted || (task.parentId !== null && history.nodes.has(task.parentId))) continue;
    const before = (nodes ?? history.nodes).get(task.id);
    if (before === undefined || (before.task !== task && !sameTask(before.task, task))) {
      nodes ??= new Map(history.nodes);
      nodes.set(task.id, buildTaskTree(task));
    }
    readMs.delete(task.id);
    readMs.set(task.id, nowMs);
  }
  return { ...history, nodes: nodes ?? history.nodes, readMs };
}

/** Whether two readings of a task are equal, children included. */
export function sameTask(a: Task, b: Task): boolean {
  for (const key of Object.keys(a)) {
    if (key !== "children" && key !== "tags" && Reflect.get(a, key) !== Reflect.get(b, key)) return false;
  }
  return (
    a.tags.length === b.tags.length &&
    a.tags.every((tag, index) => tag === b.tags[index]) &&
    a.children.length === b.children.length &&
    a.children.every((child, index) => sameChild(child, b.children[index]))
  );
}

const sameChild = (a: Task, b: Task | undefined) => b !== undefined && sameTask(a, b);

/** How long ago the oldest of these tasks was read, in ms; null when one of them was never read. */
export function ageOf(history: TaskHistory, ids: readonly number[], nowMs: number): number | null {
  let oldest = 0;
  for (const id of ids) {
    const readMs = history.readMs.get(id);
    if (readMs === undefined) return null;
    oldest = Math.max(oldest, nowMs - readMs);
  }
  return oldest;
}
