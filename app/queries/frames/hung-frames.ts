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

/** Requests for one leaf: as many as the server makes in one turn. */
const MAX_REQUESTS = 3;
const STALE_MS = 60_000;

/** Frames of one leaf that hang, and the pages they are on. */
export type HungFrames = {
  readonly leafId: number;
  readonly frames: readonly Frame[];
  readonly pages: readonly number[];
};

const readPage = (taskId: number, pageNum: number, signal?: AbortSignal) =>
  callPage("queryTaskFrames", { taskId, pageNum, pageSize: FRAME_PAGE_SIZE }, { signal });

/** Reads the hung frames of a leaf. Throws CallError. */
export async function readHungFrames({ task, rollUp }: TaskNode, signal?: AbortSignal): Promise<HungFrames> {
  const startedMs = Date.now();
  let pages: FramePages = new Map();
  for (let requests = 0; requests < MAX_REQUESTS; requests += 1) {
    const isSearch = requests === MAX_REQUESTS - 1;
    const pageNum = nextFramePage(rollUp.counts, pages, { freshMs: startedMs, isSearch });
    if (pageNum === null) break;
    const { rows } = await readPage(task.id, pageNum, signal);
    pages = withFramePage(pages, pageNum, { frames: rows, readMs: Date.now(), farmMs: toServerMs(Date.now()) }, 0);
  }
  const frames = [...new Map([...pages.values()].flatMap((page) => page.frames.map((one) => [one.id, one]))).values()];
  const nowMs = toServerMs(Date.now());
  const { medianByType } = frameFigures(frames, nowMs);
  const hung = frames.filter((frame) => isHung(frame, medianByType, nowMs));
  const ids = new Set(hung.map(({ id }) => id));
  const own = [...pages].filter(([, page]) => page.frames.some(({ id }) => ids.has(id)));
  return { leafId: task.id, frames: hung, pages: own.map(([pageNum]) => pageNum) };
}

/** Reads these pages of a leaf again. Throws CallError. */
export async function readFramePages(leafId: number, pages: readonly number[]): Promise<readonly Frame[]> {
  const read = await Promise.all(pages.map((pageNum) => readPage(leafId, pageNum)));
  return read.flatMap(({ rows }) => rows);
}

/** The hung frames of some leaves. */
export const hungFramesQuery = (leaves: readonly TaskNode[]) =>
  queryOptions({
    queryKey: frameKeys.hung(leaves.map(({ task }) => task.id)),
    queryFn: ({ signal }) => Promise.all(leaves.map((leaf) => readHungFrames(leaf, signal))),
    enabled: leaves.length > 0,
    structuralSharing: false,
    staleTime: STALE_MS,
  });
