/**
 * The whole task history as one value that grows page by page and is then kept fresh with few requests. Pure: what to
 * ask next (`planPages`, `planIds`) and what the answers change (`mergeStep`) are functions of the value and the clock.
 *
 * The farm pages its list newest first and says nothing of changes. So: load page after page; afterwards every step reads
 * the head of the list, where new tasks show, and by their ids the tasks that move and, in turns, those that ended, so that
 * a restart or a deletion elsewhere is noticed. An id without an answer is gone from the farm. While the farm counts other
 * tasks than are known here, the list pages are read again as well, one after another.
 */
import type { Task } from "../protocol/tasks/task";
import { taskStatus } from "../protocol/tasks/task-status";
import { buildTaskTree, type TaskNode } from "../protocol/tasks/task-tree";
import type { Page } from "../protocol/wire/wire";
import { longestUnread, neverRead, type ReadTimes, readAt, withoutReading, withReading } from "./read-times";

/** Rows a list request asks for: the most today's farm gives, and few enough that the first answer comes fast. */
export const PAGE_SIZE = 100;
/** List pages asked for side by side while the history loads: enough to hide the round trip, few enough to be polite. */
const LOAD_AT_ONCE = 4;
/** Tasks one queryTaskInfo can return (its answer has size 100, section 9.18). */
export const INFO_SIZE = 100;
/** Tasks read by their ids per step. */
const IDS_AT_ONCE = 3 * INFO_SIZE;
/** Up to so many tasks are known whole at every step: one list page and one request by ids hold them. */
const SHORT = PAGE_SIZE + INFO_SIZE;
/** Rows of a longer list's head read per step: only what is new is looked for there, the rest is read by its ids. */
const PEEK_SIZE = 20;
/** Ended tasks of a longer list read per step, half of them recent ones: those are restarted far more often. */
const ENDED_AT_ONCE = 30;
const RECENT_MS = 48 * 3_600_000;

export type TaskHistory = {
  /** Top-level tasks by id. Unchanged ones keep their identity from one value to the next. */
  readonly nodes: ReadonlyMap<number, TaskNode>;
  /** When each top-level task was last read: when its answer was asked for, since it may be old when it comes. */
  readonly readTimes: ReadTimes;
  /** Tasks the farm did not know of any more, with the moment it was asked: an answer asked for earlier does not bring them back. */
  readonly gone: ReadonlyMap<number, number>;
  /** Those of the tasks that the farm may change by itself. */
  readonly moving: ReadonlySet<number>;
  /** Those that were submitted lately, when they were last read. */
  readonly recent: ReadonlySet<number>;
  /** How many top-level tasks the farm says there are, and when it was asked. */
  readonly total: number;
  readonly totalMs: number;
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
  readTimes: neverRead,
  gone: new Map(),
  moving: new Set(),
  recent: new Set(),
  total: 0,
  totalMs: 0,
  pageCount: 1,
  pagesRead: 0,
  complete: false,
  nextPage: 2,
  malformed: new Map(),
  steps: 0,
  departed: nobody,
};

/** A list page to read: its number, and how many rows a page has. */
export type ListPage = { readonly pageNum: number; readonly pageSize: number };
const whole = (pageNum: number): ListPage => ({ pageNum, pageSize: PAGE_SIZE });

/** The list pages a step reads. Loading: the next ones. Loaded: the head, and another while somebody unknown is looked for. */
export function planPages(history: TaskHistory): readonly ListPage[] {
  if (!history.complete) {
    // The first page alone, so that it can be shown while the rest is on its way.
    const from = history.pagesRead + 1;
    const count = history.pagesRead === 0 ? 1 : Math.min(LOAD_AT_ONCE, history.pageCount - history.pagesRead);
    return Array.from({ length: Math.max(1, count) }, (_, index) => whole(from + index));
  }
  const looking = history.steps % 2 === 1 && history.pageCount > 1 && history.nodes.size !== history.total;
  if (looking) return [whole(1), whole(Math.min(history.nextPage, history.pageCount))];
  return [isShort(history) ? whole(1) : { pageNum: 1, pageSize: PEEK_SIZE }];
}

const isShort = (history: TaskHistory) => history.nodes.size <= SHORT;

/** The tasks a step reads by id beside those its pages `listed`: what moves, and in turns what ended; longest unread first. */
export function planIds(history: TaskHistory, listed: ReadonlySet<number>): readonly number[] {
  if (!history.complete) return [];
  const most = isShort(history) ? INFO_SIZE : ENDED_AT_ONCE;
  const readMs = (id: number) => readAt(history.readTimes, id) ?? 0;
  const unreadFirst = (ids: readonly number[]) =>
    ids.filter((id) => !listed.has(id)).toSorted((a, b) => readMs(a) - readMs(b));
  const moving = unreadFirst([...history.moving]);
  const recent = unreadFirst([...history.recent].filter((id) => !history.moving.has(id)));
  const older: number[] = [];
  for (const id of longestUnread(history.readTimes)) {
    if (older.length === most) break;
    if (!listed.has(id) && !history.moving.has(id) && !history.recent.has(id)) older.push(id);
  }
  const first = recent.slice(0, most / 2);
  const others = [...older, ...recent.slice(most / 2)].slice(0, most - first.length);
  return [...moving.slice(0, IDS_AT_ONCE - most), ...first, ...others];
}

/** Whether the farm may change the task by itself. */
export const isMoving = (node: TaskNode): boolean => !taskStatus(node.rollUp.statusCode).isEnded;

/** A list page as the farm answered it, and when it was asked (epoch ms). */
export type ReadPage = ListPage & { readonly page: Page<Task>; readonly askedMs: number };
/** What the farm answered when `asked` for tasks by their ids. */
export type ReadTasks = {
  readonly asked: readonly number[];
  readonly tasks: readonly Task[];
  readonly askedMs: number;
};

/**
 * The history after a step: list pages read into it, and tasks that were asked for by id. What of those came back is read
 * in, what did not is gone from the farm. Answers come in any order: of each task the one that was asked for last holds.
 */
export function mergeStep(
  history: TaskHistory,
  pages: readonly ReadPage[],
  answers: readonly ReadTasks[],
): TaskHistory {
  let merged: TaskHistory = { ...history, departed: nobody };
  for (const read of pages) merged = withPage(mergeTasks(merged, read.page.rows, read.askedMs), read);
  for (const read of answers) merged = withTasks(merged, read);
  return merged;
}

function withTasks(history: TaskHistory, { asked, tasks, askedMs }: ReadTasks): TaskHistory {
  const answered = new Set(tasks.filter((task) => !task.deleted).map((task) => task.id));
  const missing = asked.filter((id) => !answered.has(id) && !knownLater(history, id, askedMs));
  const last = tasks.filter((task) => task.deleted && history.nodes.has(task.id) && missing.includes(task.id));
  const departed = new Map([...history.departed, ...last.map((task) => [task.id, buildTaskTree(task)] as const)]);
  const merged = mergeTasks(history, tasks, askedMs);
  return forget(last.length === 0 ? merged : { ...merged, departed }, missing, askedMs);
}

/** Whether an answer that was asked for later has told of the task already. */
const knownLater = (history: TaskHistory, id: number, askedMs: number) =>
  (readAt(history.readTimes, id) ?? history.gone.get(id) ?? 0) > askedMs;

/** What a page says of the list as a whole; the head of it, which is shorter than a page, says how long it is. */
function withPage(history: TaskHistory, { pageNum, pageSize, page, askedMs }: ReadPage): TaskHistory {
  const { total, totalMs } = askedMs < history.totalMs ? history : { total: page.total, totalMs: askedMs };
  if (pageSize < PAGE_SIZE) return { ...history, total, totalMs };
  const pageCount = Math.max(1, page.pageCount);
  const pagesRead = pageNum === history.pagesRead + 1 ? pageNum : history.pagesRead;
  const complete = history.complete || pagesRead >= pageCount || page.rows.length + page.malformed === 0;
  return {
    ...history,
    total,
    totalMs,
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

/** The history with tasks of a search at the farm read into it, whatever pages they stand on. */
export function mergeSearchResults(history: TaskHistory, tasks: readonly Task[], askedMs: number): TaskHistory {
  const merged = mergeTasks(history, tasks, askedMs);
  return { ...merged, total: Math.max(merged.total, merged.nodes.size) };
}

/** How long it is remembered that a task has gone: longer than any answer is waited for, ms. */
const GONE_MS = 10 * 60_000;

function forget(history: TaskHistory, ids: readonly number[], askedMs: number): TaskHistory {
  if (ids.length === 0) return history;
  const late = [...history.gone].filter(([, ms]) => ms > askedMs - GONE_MS);
  const gone = new Map([...late, ...ids.map((id) => [id, askedMs] as const)]);
  const left = ids.filter((id) => history.nodes.has(id));
  if (left.length === 0) return { ...history, gone };
  const nodes = new Map(history.nodes);
  const moving = new Set(history.moving);
  const recent = new Set(history.recent);
  for (const id of left) for (const known of [nodes, moving, recent]) known.delete(id);
  const readTimes = withoutReading(history.readTimes, left);
  const total = Math.max(nodes.size, history.total - left.length);
  return { ...history, nodes, readTimes, gone, moving, recent, total, totalMs: Math.max(askedMs, history.totalMs) };
}

const keep = (ids: Set<number>, id: number, belongs: boolean) => (belongs ? ids.add(id) : ids.delete(id));

function mergeTasks(history: TaskHistory, tasks: readonly Task[], askedMs: number): TaskHistory {
  // Copied at the first difference only: an answer without news must not look like one to whoever compares.
  let nodes: Map<number, TaskNode> | null = null;
  const moving = new Set(history.moving);
  const recent = new Set(history.recent);
  const read: number[] = [];
  for (const task of tasks) {
    // A child answered by its own id hangs under its shell already; only top-level tasks are rows of the list.
    if (task.deleted || (task.parentId !== null && history.nodes.has(task.parentId))) continue;
    if (knownLater(history, task.id, askedMs)) continue;
    const before = (nodes ?? history.nodes).get(task.id);
    if (before === undefined || (before.task !== task && !sameTask(before.task, task))) {
      const node = buildTaskTree(task);
      nodes ??= new Map(history.nodes);
      nodes.set(task.id, node);
      keep(moving, task.id, isMoving(node));
    }
    keep(recent, task.id, (task.submittedMs ?? 0) > askedMs - RECENT_MS);
    read.push(task.id);
  }
  const readTimes = withReading(history.readTimes, read, askedMs);
  return { ...history, nodes: nodes ?? history.nodes, moving, recent, readTimes };
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
    const readMs = readAt(history.readTimes, id);
    if (readMs === undefined) return null;
    oldest = Math.max(oldest, nowMs - readMs);
  }
  return oldest;
}
