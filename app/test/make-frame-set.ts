/** Sets of frames for tests of pure functions. */
import type { Frame } from "../protocol/frames/frame";
import type { FrameCounts } from "../protocol/tasks/task-tree";
import type { Page } from "../protocol/wire/page";
import { emptyFrameSet, type FrameSet, withPage } from "../queries/frames/frame-set";
import { makeFrame } from "./make-frame";

/** A page of frames as the farm sends it. */
export const page = (rows: readonly Frame[], pageCount: number, total = pageCount * 100): Page<Frame> => ({
  rows: [...rows],
  malformed: 0,
  pageCount,
  total,
});
/** Frames in one state. */
export const frames = (statusCode: number, ...ids: readonly number[]) => ids.map((id) => makeFrame({ id, statusCode }));
/** A set of pages with one frame each, in the given states, requested at 1000, 1001, … */
export const setOf = (...states: readonly number[]): FrameSet =>
  states.reduce(
    (set, state, index) =>
      withPage(set, index + 1, page(frames(state, index + 1), states.length, states.length), 1000 + index),
    emptyFrameSet,
  );
/** Counts of a task; the default of each is 0. */
export const counts = (members: Partial<FrameCounts>): FrameCounts => ({
  total: 0,
  done: 0,
  failed: 0,
  executing: 0,
  stopped: 0,
  waiting: 0,
  ...members,
});

/** The failure of a page that could not be loaded. */
export const failure = { kind: "network", certainty: "not-sent" } as const;
