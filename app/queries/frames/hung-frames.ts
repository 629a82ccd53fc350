/** The hung frames of leaves: read from the pages where frames render, and judged by the rule that counts them (decision 080). */
import { queryOptions } from "@tanstack/react-query";
import { type FramePages, nextFramePage, withFramePage } from "../../mirror/frame-pages";
import type { Frame } from "../../protocol/frames/frame";
import { frameFigures } from "../../protocol/frames/frame-figures";
import { isHung } from "../../protocol/frames/frame-hang";
import { FRAME_PAGE_SIZE } from "../../protocol/frames/frame-page-size";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { toServerMs } from "../../state/server-clock";
import { callPage } from "../http/call-page";
import { frameKeys } from "./frame-keys";

/** Requests for one leaf. The server finds the frames in several turns of three. */
const MAX_REQUESTS = 8;
const STALE_MS = 60_000;

/** Frames of one leaf that hang, and the pages they are on. */
export type HungFrames = {
  readonly leafId: number;
  readonly frames: readonly Frame[];
  readonly pages: readonly number[];
};

const readPage = (taskId: number, pageNum: number, signal?: AbortSignal) =>
  callPage("queryTaskFrames", { taskId, pageNum, pageSize: FRAME_PAGE_SIZE }, { signal });

/** Reads a leaf until `wanted` hung frames are found, or there is no page left to look at. Throws CallError. */
export async function readHungFrames(
  { task, rollUp }: TaskNode,
  wanted: number,
  signal?: AbortSignal,
): Promise<HungFrames> {
  const startedMs = Date.now();
  let pages: FramePages = new Map();
  for (let requests = 0; requests < MAX_REQUESTS; requests += 1) {
    const pageNum = nextFramePage(rollUp.counts, pages, { freshMs: startedMs, isSearch: true });
    if (pageNum === null || hungIn(pages).length >= wanted) break;
    const { rows } = await readPage(task.id, pageNum, signal);
    pages = withFramePage(pages, pageNum, { frames: rows, readMs: Date.now(), farmMs: toServerMs(Date.now()) }, 0);
  }
  const hung = hungIn(pages);
  const ids = new Set(hung.map(({ id }) => id));
  const own = [...pages].filter(([, page]) => page.frames.some(({ id }) => ids.has(id)));
  return { leafId: task.id, frames: hung, pages: own.map(([pageNum]) => pageNum) };
}

function hungIn(pages: FramePages): Frame[] {
  const byId = new Map([...pages.values()].flatMap((page) => page.frames.map((frame) => [frame.id, frame] as const)));
  const frames = [...byId.values()];
  const nowMs = toServerMs(Date.now());
  const { medianByType } = frameFigures(frames, nowMs);
  return frames.filter((frame) => isHung(frame, medianByType, nowMs));
}

/** Reads these pages of a leaf again. Throws CallError. */
export async function readFramePages(leafId: number, pages: readonly number[]): Promise<readonly Frame[]> {
  const read = await Promise.all(pages.map((pageNum) => readPage(leafId, pageNum)));
  return read.flatMap(({ rows }) => rows);
}

/** The hung frames of some leaves, each with the number that the list counts. */
export const hungFramesQuery = (leaves: readonly { readonly leaf: TaskNode; readonly wanted: number }[]) =>
  queryOptions({
    queryKey: frameKeys.hung(leaves.map(({ leaf, wanted }) => [leaf.task.id, wanted])),
    queryFn: ({ signal }) => Promise.all(leaves.map(({ leaf, wanted }) => readHungFrames(leaf, wanted, signal))),
    enabled: leaves.length > 0,
    structuralSharing: false,
    staleTime: STALE_MS,
  });
