/** Which pages of frames to read again, and whether what was read still holds. Pure, over the value of frame-set.ts. */
import type { FrameCounts } from "../../protocol/tasks/task-tree";
import { endedStates, type FramePage, type FrameSet, type StateCounts, sameMembers } from "./frame-set";

/** Pages a refresh reads at most. */
const REFRESH_PAGES = 24;
/** Of the pages on which nothing renders yet, so many of the first are read every time: there the next frames start. */
const FRONT_PAGES = 4;
/** Ended frames that a search found are looked at again after this long while the task's counts move, ms. */
const RECHECK_MS = 30_000;

const renders = ({ tally }: FramePage) => tally.counts.executing > 0;
const byAge = ([, a]: [number, FramePage], [, b]: [number, FramePage]) => a.readMs - b.readMs;

/**
 * Pages a refresh reads: those that failed, those that still hold unfinished frames, and those that must have changed
 * because somebody restarted frames. A bounded number: pages on which something renders and the others take turns, the
 * one read longest ago first, so that neither waits for the other for ever; of the others the front comes first.
 */
export function pagesToRefresh(set: FrameSet): number[] {
  const isStale = staleness(set);
  const open = [...set.pages].filter(
    ([number, page]) =>
      !set.failed.has(number) &&
      (page.tally.unfinished || isStale(page) || (number === set.pageCount && hasGrown(set))),
  );
  const busy = open.filter(([, page]) => renders(page)).sort(byAge);
  const inOrder = open.filter(([, page]) => !renders(page)).sort(([a], [b]) => a - b);
  const calm = [...inOrder.slice(0, FRONT_PAGES), ...inOrder.slice(FRONT_PAGES).sort(byAge)];
  const turns = Array.from({ length: Math.max(busy.length, calm.length) }, (_, turn) => [busy[turn], calm[turn]]);
  const numbers = turns.flat().flatMap((entry) => (entry ? [entry[0]] : []));
  return [...set.failed.keys(), ...numbers].slice(0, REFRESH_PAGES);
}

/** The farm counts more frames than it gave; a search finds fewer anyway. */
const hasGrown = (set: FrameSet) => !set.ofSearch && set.total < (set.told?.counts.total ?? 0);

/**
 * Whether a page must hold frames that were restarted since it was read: the farm counts fewer in a state than were loaded.
 * What a search found cannot be added up, so there a smaller count alone makes it suspect; and while the task moves, new
 * frames in a state may make up for restarted ones, so that it is looked at again now and then.
 */
function staleness(set: FrameSet): (page: FramePage) => boolean {
  const { told, ofSearch } = set;
  if (told === null) return () => false;
  const loaded = countLoaded(set);
  const tooMany = endedStates.filter((state) => loaded[state] > told.counts[state]);
  return ({ readMs, tally }) => {
    const held = endedStates.filter((state) => tally.counts[state] > 0);
    if (readMs < told.sinceMs && tooMany.some((state) => held.includes(state))) return true;
    if (!ofSearch || held.length === 0) return false;
    return told.sinceMs - readMs > RECHECK_MS || held.some((state) => readMs < (told.fewerMs[state] ?? 0));
  };
}

/** Frames on pages that must have changed since they were read, as after a restart of more than a refresh reads. */
export function framesLeftBehind(set: FrameSet): number {
  const stale = [...set.pages.values()].filter(staleness(set));
  return stale.reduce((sum, { rows }) => sum + rows.length, 0);
}

function countLoaded(set: FrameSet): StateCounts {
  const loaded = { done: 0, failed: 0, executing: 0, stopped: 0 };
  for (const { tally } of set.pages.values()) {
    loaded.done += tally.counts.done;
    loaded.failed += tally.counts.failed;
    loaded.executing += tally.counts.executing;
    loaded.stopped += tally.counts.stopped;
  }
  return loaded;
}

/**
 * Whether the loaded frames add up to the counts the farm gives of the task. What a search found cannot be added up: that
 * agrees when it was compared with these counts and nothing in it is to be read again.
 */
export function agrees(set: FrameSet, counts: FrameCounts): boolean {
  if (set.failed.size > 0) return false;
  if (set.ofSearch)
    return set.told !== null && sameMembers(set.told.counts, counts) && pagesToRefresh(set).length === 0;
  const loaded = countLoaded(set);
  return (
    set.total >= counts.total &&
    loaded.done === counts.done &&
    loaded.failed === counts.failed &&
    loaded.executing === counts.executing &&
    loaded.stopped === counts.stopped
  );
}

/** Frames that may have changed since they were read, on pages that are not finished. */
export function framesOpen(set: FrameSet): number {
  const since = set.told?.sinceMs ?? 0;
  const open = [...set.pages.values()].filter(({ tally, readMs }) => tally.unfinished && readMs < since);
  return open.reduce((sum, { rows }) => sum + rows.length, 0);
}

/**
 * When the oldest page was read, epoch ms. Finished pages do not age, since they cannot change by themselves, unless the
 * farm's counts say that they did.
 */
export function oldestReadMs(set: FrameSet): number | null {
  const isStale = staleness(set);
  let oldest: number | null = null;
  let newest: number | null = null;
  for (const page of set.pages.values()) {
    newest = Math.max(newest ?? 0, page.readMs);
    if (page.tally.unfinished || isStale(page)) oldest = Math.min(oldest ?? page.readMs, page.readMs);
  }
  return oldest ?? newest;
}
