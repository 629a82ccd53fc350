/**
 * What grew between one reading of the history and the next, kept as one sample a minute. Each sample begins where the one
 * before it ended, so what they say together has no hole and nothing twice. Pure.
 */
import type { TaskNode } from "../../protocol/tasks/task-tree";

/** Frames and money that came to be between `fromMs` and `atMs`. */
export type Sample = {
  /** The key: minutes since the epoch of `atMs`. */
  readonly minute: number;
  readonly fromMs: number;
  readonly atMs: number;
  readonly done: number;
  readonly failed: number;
  readonly spend: number;
  /** Sums over the whole history at `atMs`: after a reload the next reading is compared with these. */
  readonly sums: Sums;
};

export type Sums = { readonly done: number; readonly failed: number; readonly spend: number };
export type Nodes = ReadonlyMap<number, TaskNode>;
/** `departed`: tasks found deleted at this reading, as they were in the end. */
export type Reading = { readonly nodes: Nodes; readonly departed?: Nodes; readonly atMs: number };

const MINUTE = 60_000;
/** One week of minutes. */
export const MAX_SAMPLES = 7 * 24 * 60;
/** Growth over a longer time is known, but not when in it: curves say nothing there. Two missed refreshes of the slowest pace. */
export const GAP_MS = 150_000;
/** Clocks of farm and browser may differ by this much when a task is called new. */
const NEW_TASK_MS = 5 * MINUTE;

const sumsOf = ({ rollUp }: TaskNode): Sums => ({
  done: rollUp.counts.done,
  failed: rollUp.counts.failed,
  spend: rollUp.cost ?? 0,
});
const none: Sums = { done: 0, failed: 0, spend: 0 };
/** Money in steps of 1/1000, the finest the farm charges, so that adding up for days does not drift. */
const cents = (value: number) => Math.round(value * 1000) / 1000;
const plus = (a: Sums, b: Sums): Sums => ({
  done: a.done + b.done,
  failed: a.failed + b.failed,
  spend: cents(a.spend + b.spend),
});
/** What b is above a, member by member, never below zero: a deleted task takes nothing back. */
const above = (a: Sums, b: Sums): Sums => ({
  done: Math.max(0, b.done - a.done),
  failed: Math.max(0, b.failed - a.failed),
  spend: cents(Math.max(0, b.spend - a.spend)),
});

/** Sums over all tasks. */
export function totalOf(nodes: Nodes): Sums {
  let total = none;
  for (const node of nodes.values()) total = plus(total, sumsOf(node));
  return total;
}

/** Growth task by task, so that one task's rerender or deletion hides nothing of the others. An old task met late is no growth. */
export function growth(before: Reading, after: Reading): Sums {
  let grown = none;
  for (const [id, node] of after.nodes) {
    const known = before.nodes.get(id);
    if (known === node) continue;
    const isNew = !known && (node.task.submittedMs ?? 0) >= before.atMs - NEW_TASK_MS;
    if (known || isNew) grown = plus(grown, above(known ? sumsOf(known) : none, sumsOf(node)));
  }
  for (const [id, node] of after.departed ?? []) {
    const known = before.nodes.get(id);
    if (known) grown = plus(grown, above(sumsOf(known), sumsOf(node)));
  }
  return grown;
}

/** The samples with one more reading. `before`: the reading before it in this page's life; without one the last sample serves. */
export function addReading(samples: readonly Sample[], before: Reading | null, now: Reading): readonly Sample[] {
  const last = samples.at(-1);
  // A clock set back: what it said before cannot be put in order with what it says now.
  if (last && now.atMs < last.atMs) return samples;
  const sums = totalOf(now.nodes);
  const grown = before ? growth(before, now) : last ? above(last.sums, sums) : none;
  const minute = Math.floor(now.atMs / MINUTE);
  if (last?.minute === minute) {
    const { fromMs } = last;
    return [...samples.slice(0, -1), { minute, fromMs, atMs: now.atMs, ...plus(last, grown), sums }];
  }
  return [...samples, { minute, fromMs: last?.atMs ?? now.atMs, atMs: now.atMs, ...grown, sums }].slice(-MAX_SAMPLES);
}

/**
 * The sample to be kept after `last`, the newest one kept: it begins where that one ends, whoever made it, so that several tabs
 * lose nothing between them and count nothing twice. `before` serves while this tab made `last`; otherwise the sums do.
 */
export function nextSample(last: Sample | null, before: Reading | null, now: Reading): Sample | null {
  if (last && now.atMs <= last.atMs) return null;
  const own = last === null || last.atMs === before?.atMs ? before : null;
  return addReading(last ? [last] : [], own, now).at(-1) ?? null;
}

/** Which tab keeps the samples, and when it did last. */
export type Writer = { readonly id: string; readonly atMs: number };

/** One tab keeps them, as it knows the growth task by task; another takes over once that one has missed two of its slowest refreshes. */
export const mayWrite = (keeper: Writer | null, id: string, nowMs: number): boolean =>
  keeper === null || keeper.id === id || Math.abs(nowMs - keeper.atMs) > GAP_MS;

const isGap = ({ fromMs, atMs }: Sample) => atMs - fromMs > GAP_MS;

/** What grew since a moment, and from when on that was watched. A long gap across the moment cannot be divided and is left out. */
export function growthSince(
  samples: readonly Sample[],
  sinceMs: number,
): Sums & { readonly watchedFromMs: number | null } {
  let total = none;
  let watchedFromMs: number | null = null;
  for (const sample of samples) {
    if (sample.atMs <= sinceMs) continue;
    if (sample.fromMs < sinceMs && isGap(sample)) {
      watchedFromMs = sample.atMs;
      continue;
    }
    watchedFromMs ??= Math.max(sinceMs, sample.fromMs);
    total = plus(total, sample);
  }
  return { ...total, watchedFromMs };
}

/** Frames a minute over the last minutes; null when less than one minute of them was watched. */
export function currentRate(samples: readonly Sample[], nowMs: number, minutes: number): number | null {
  let done = 0;
  let watched = 0;
  for (const sample of samples.slice(-minutes)) {
    if (sample.atMs <= nowMs - minutes * MINUTE || isGap(sample)) continue;
    done += sample.done;
    watched += sample.atMs - sample.fromMs;
  }
  return watched < MINUTE ? null : done / (watched / MINUTE);
}

/** Points of the curves: x in epoch seconds, frames a minute, money spent since the first point. null: nothing is known. */
export type Curves = { readonly x: number[]; readonly rate: (number | null)[]; readonly spend: (number | null)[] };

/** At most `points` buckets of whole minutes between two moments. */
export function curves(samples: readonly Sample[], fromMs: number, toMs: number, points: number): Curves {
  const result: Curves = { x: [], rate: [], spend: [] };
  const step = Math.max(1, Math.ceil((toMs - fromMs) / MINUTE / points)) * MINUTE;
  let index = samples.findIndex((sample) => sample.atMs > fromMs);
  if (index < 0) index = samples.length;
  let spent = 0;
  for (let start = fromMs; start < toMs; start += step) {
    const end = start + step;
    let done = 0;
    let watched = 0;
    let gap = false;
    for (; index < samples.length; index += 1) {
      const sample = samples[index];
      if (!sample || sample.atMs > end) break;
      if (isGap(sample)) {
        gap = true;
        if (sample.fromMs >= fromMs) spent = cents(spent + sample.spend);
        continue;
      }
      done += sample.done;
      spent = cents(spent + sample.spend);
      watched += sample.atMs - sample.fromMs;
    }
    result.x.push(start / 1000);
    result.rate.push(watched === 0 ? null : done / (watched / MINUTE));
    result.spend.push(watched === 0 && !gap ? null : spent);
  }
  return result;
}
