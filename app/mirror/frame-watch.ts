/**
 * Looks for frames that hang or are slow in all tasks that render: reads a few pages of one leaf after another, the one whose
 * reading is oldest first, and takes pages that others read on the way. What it finds is in `troubles` of the history.
 */
import type { Frame } from "../protocol/frames/frame";
import { FRAME_PAGE_SIZE } from "../protocol/frames/frame-page-size";
import { leavesOf, type TaskNode } from "../protocol/tasks/task-tree";
import type { PageRequest, ReportedPage } from "../protocol/wire/page";
import { type FramePages, nextFramePage, troubleInPages, withFramePage } from "./frame-pages";
import type { TaskHistory } from "./task-history";
import { withTroubles } from "./trouble-changes";

/** Throws CallError. */
export type FrameReader = {
  readonly queryTaskFrames: (request: PageRequest & { readonly taskId: number }) => Promise<ReportedPage<Frame>>;
};

/** A page of frames that somebody read; the moment of the request, epoch ms. */
export type ReadFrames = PageRequest & {
  readonly taskId: number;
  readonly frames: readonly Frame[];
  readonly requestedMs: number;
};

export type FrameWatch = {
  /**
   * Reads one leaf whose last reading is older than `intervalMs`. Resolves to false when there is none. Rejects with CallError;
   * that leaf's turn is over.
   */
  readonly readNext: (intervalMs: number) => Promise<boolean>;
  /** Takes a page that somebody else read. */
  readonly note: (page: ReadFrames) => void;
  /** The frames of a leaf have changed: it is read next. */
  readonly expire: (leafId: number) => void;
};

export type FrameWatchOptions = {
  readonly reader: FrameReader;
  readonly history: () => TaskHistory;
  readonly publish: (change: (history: TaskHistory) => TaskHistory) => void;
  /** The farm's clock, epoch ms. */
  readonly farmNow: () => number;
};

/** Requests for one leaf in one turn. The frames of a larger leaf are found in several turns. */
const MAX_REQUESTS = 3;
/** What was read earlier says nothing of now. */
const MAX_AGE_MS = 15 * 60_000;

type Watched = { readonly pages: FramePages; readonly readMs: number };

const neverRead: Watched = { pages: new Map(), readMs: 0 };

export function createFrameWatch({ reader, history, publish, farmNow }: FrameWatchOptions): FrameWatch {
  const watched = new Map<number, Watched>();

  const add = ({ taskId, pageNum, frames, requestedMs }: ReadFrames) => {
    const before = watched.get(taskId) ?? neverRead;
    const page = { frames, readMs: requestedMs, farmMs: farmNow() };
    watched.set(taskId, { ...before, pages: withFramePage(before.pages, pageNum, page, requestedMs - MAX_AGE_MS) });
  };

  /** Forgets leaves that do not render any more, and readings that are too old. */
  const prune = (leaves: ReadonlyMap<number, TaskNode>, nowMs: number) => {
    for (const id of watched.keys()) if (!leaves.has(id)) watched.delete(id);
    const gone = [...history().troubles].filter(
      ([id, { readMs }]) => !leaves.has(id) || readMs < nowMs - MAX_AGE_MS || readMs > nowMs + MAX_AGE_MS,
    );
    if (gone.length > 0) publish((current) => withTroubles(current, new Map(gone.map(([id]) => [id, null]))));
  };

  const judge = (leaf: TaskNode) => {
    const trouble = troubleInPages(leaf.rollUp.counts, watched.get(leaf.task.id)?.pages ?? neverRead.pages);
    if (trouble) publish((current) => withTroubles(current, new Map([[leaf.task.id, trouble]])));
  };

  const readLeaf = async ({ task, rollUp }: TaskNode, startedMs: number, intervalMs: number) => {
    // A page that somebody read in between is new enough.
    const freshMs = startedMs - intervalMs / 2;
    for (let requests = 0; requests < MAX_REQUESTS; requests += 1) {
      const { pages } = watched.get(task.id) ?? neverRead;
      // The last request searches, so that pages with known frames leave time for others.
      const isSearch = requests === MAX_REQUESTS - 1;
      const pageNum = nextFramePage(rollUp.counts, pages, { freshMs, isSearch });
      if (pageNum === null) return;
      const request = { taskId: task.id, pageNum, pageSize: FRAME_PAGE_SIZE };
      const requestedMs = Date.now();
      const { rows } = await reader.queryTaskFrames(request);
      add({ ...request, frames: rows, requestedMs });
    }
  };

  return {
    async readNext(intervalMs) {
      const nowMs = Date.now();
      const leaves = renderingLeaves(history());
      prune(leaves, nowMs);
      const readMsOf = (id: number) => watched.get(id)?.readMs ?? 0;
      const due = [...leaves.values()].filter(({ task }) => Math.abs(nowMs - readMsOf(task.id)) >= intervalMs);
      const [leaf] = due.toSorted((a, b) => readMsOf(a.task.id) - readMsOf(b.task.id));
      if (!leaf) return false;
      const { id } = leaf.task;
      watched.set(id, { ...(watched.get(id) ?? neverRead), readMs: nowMs });
      await readLeaf(leaf, nowMs, intervalMs);
      judge(leaf);
      return true;
    },
    note(page) {
      const leaf = renderingLeaves(history()).get(page.taskId);
      if (!leaf || page.pageSize !== FRAME_PAGE_SIZE) return;
      add(page);
      judge(leaf);
    },
    expire(leafId) {
      const before = watched.get(leafId);
      if (before) watched.set(leafId, { pages: new Map(), readMs: 0 });
    },
  };
}

/** The leaves in which a frame renders, by id. */
function renderingLeaves({ active, nodes }: TaskHistory): Map<number, TaskNode> {
  const tops = [...active].map((id) => nodes.get(id)).filter((node) => node !== undefined);
  const leaves = tops.flatMap(leavesOf).filter(({ rollUp }) => rollUp.counts.executing > 0);
  return new Map(leaves.map((leaf) => [leaf.task.id, leaf]));
}
