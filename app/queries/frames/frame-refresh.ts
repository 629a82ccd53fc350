/** Which pages of a frame set to read again, and whether the loaded frames match the counts of their task. */
import type { FrameCounts } from "../../protocol/tasks/task-tree";
import { endedStates, type FramePage, type FrameSet, haveEqualMembers, type StateCounts } from "./frame-set";

/** Pages of one refresh. */
const REFRESH_PAGES = 24;
/** The first pages without a rendering frame that every refresh reads: the next frames start there. */
const FRONT_PAGES = 4;
/** Age after which ended frames of a search result are read again while the task's counts change, ms. */
const RECHECK_MS = 30_000;

const isRendering = ({ tally }: FramePage) => tally.counts.executing > 0;
const byAge = ([, a]: [number, FramePage], [, b]: [number, FramePage]) => a.dataReadAtMs - b.dataReadAtMs;

/**
 * Pages of the next refresh: failed ones, unfinished ones, and stale ones. At most REFRESH_PAGES. Pages with rendering frames
 * and the others take turns, the one read longest ago first, so that neither group starves the other; of the others the
 * first FRONT_PAGES come first.
 */
export function pagesToRefresh(set: FrameSet): number[] {
  const isStale = stalenessTest(set);
  const candidates = [...set.pages].filter(
    ([number, page]) =>
      !set.failed.has(number) &&
      (page.tally.isUnfinished || isStale(page) || (number === set.pageCount && hasGrown(set))),
  );
  const rendering = candidates.filter(([, page]) => isRendering(page)).sort(byAge);
  const inOrder = candidates.filter(([, page]) => !isRendering(page)).sort(([a], [b]) => a - b);
  const others = [...inOrder.slice(0, FRONT_PAGES), ...inOrder.slice(FRONT_PAGES).sort(byAge)];
  const turns = Array.from({ length: Math.max(rendering.length, others.length) }, (_, turn) => [
    rendering[turn],
    others[turn],
  ]);
  const numbers = turns.flat().flatMap((entry) => (entry ? [entry[0]] : []));
  return [...set.failed.keys(), ...numbers].slice(0, REFRESH_PAGES);
}

/** Whether the farm counts more frames than it listed. A search result always has fewer. */
const hasGrown = (set: FrameSet) => !set.isSearchResult && set.total < (set.reported?.counts.total ?? 0);

/**
 * Tests whether a page must contain frames that were restarted since it was read: more frames of a state are loaded than the
 * farm counts. The frames of a search result do not add up to the counts, so there a decrease alone makes a page stale; and
 * while the counts change, other frames may hide a decrease, so that ended frames are stale after RECHECK_MS.
 */
function stalenessTest(set: FrameSet): (page: FramePage) => boolean {
  const { reported, isSearchResult } = set;
  if (reported === null) return () => false;
  const loaded = countLoaded(set);
  const exceeded = endedStates.filter((state) => loaded[state] > reported.counts[state]);
  return ({ dataReadAtMs, tally }) => {
    const present = endedStates.filter((state) => tally.counts[state] > 0);
    if (dataReadAtMs < reported.sinceMs && exceeded.some((state) => present.includes(state))) return true;
    if (!isSearchResult || present.length === 0) return false;
    return (
      reported.sinceMs - dataReadAtMs > RECHECK_MS ||
      present.some((state) => dataReadAtMs < (reported.decreasedMs[state] ?? 0))
    );
  };
}

/** Frames on stale pages, as after a restart of more frames than one refresh reads. */
export function countStaleFrames(set: FrameSet): number {
  const stale = [...set.pages.values()].filter(stalenessTest(set));
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
 * Whether the loaded frames add up to the counts of the task. The frames of a search result do not add up; it matches when it
 * was compared with these counts and no page of it has to be read again.
 */
export function matchesCounts(set: FrameSet, counts: FrameCounts): boolean {
  if (set.failed.size > 0) return false;
  if (set.isSearchResult) {
    const isCompared = set.reported !== null && haveEqualMembers(set.reported.counts, counts);
    return isCompared && pagesToRefresh(set).length === 0;
  }
  const loaded = countLoaded(set);
  return (
    set.total >= counts.total &&
    loaded.done === counts.done &&
    loaded.failed === counts.failed &&
    loaded.executing === counts.executing &&
    loaded.stopped === counts.stopped
  );
}

/** Frames on unfinished pages that were read before the counts changed: they may have changed too. */
export function countOutdatedFrames(set: FrameSet): number {
  const sinceMs = set.reported?.sinceMs ?? 0;
  const outdated = [...set.pages.values()].filter((page) => page.tally.isUnfinished && page.dataReadAtMs < sinceMs);
  return outdated.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** When the oldest page was read, epoch ms. Finished pages do not age unless they are stale: only a command changes them. */
export function oldestDataReadAtMs(set: FrameSet): number | null {
  const isStale = stalenessTest(set);
  let oldest: number | null = null;
  let newest: number | null = null;
  for (const page of set.pages.values()) {
    newest = Math.max(newest ?? 0, page.dataReadAtMs);
    if (page.tally.isUnfinished || isStale(page)) oldest = Math.min(oldest ?? page.dataReadAtMs, page.dataReadAtMs);
  }
  return oldest ?? newest;
}
