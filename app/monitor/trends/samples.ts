/**
 * Growth of finished frames, failures and spending between readings of the history, as one sample a minute. Each sample
 * begins where the previous one ended, so sums of samples miss nothing and count nothing twice.
 */
import type { TaskNode } from "../../protocol/tasks/task-tree";

/** Frames finished or failed and money spent between `fromMs` and `atMs`. */
export type Sample = {
  /** The key: minutes since the epoch of `atMs`. */
  readonly minute: number;
  readonly fromMs: number;
  readonly atMs: number;
  readonly done: number;
  readonly failed: number;
  readonly spend: number;
  /** Sums over the whole history at `atMs`: after a reload the next reading is compared with them. */
  readonly sums: Sums;
};

export type Sums = { readonly done: number; readonly failed: number; readonly spend: number };
export type Nodes = ReadonlyMap<number, TaskNode>;
/** `removed`: tasks that this reading found deleted, as they were last read. */
export type Reading = { readonly nodes: Nodes; readonly removed?: Nodes; readonly atMs: number };

const MINUTE = 60_000;
/** One week of minutes. */
export const MAX_SAMPLES = 7 * 24 * 60;
/** A longer sample has a known growth at an unknown time, so curves have a hole there. Two missed refreshes of the slowest interval. */
export const GAP_MS = 150_000;
/** Clocks of farm and browser may differ by this much when a task is called new. */
const NEW_TASK_MS = 5 * MINUTE;

const sumsOf = ({ rollUp }: TaskNode): Sums => ({
  done: rollUp.counts.done,
  failed: rollUp.counts.failed,
  spend: rollUp.cost ?? 0,
});
const zeroSums: Sums = { done: 0, failed: 0, spend: 0 };
/** Rounds money to 1/1000, the finest step of the farm's charges, so that sums over days do not drift. */
const roundMoney = (value: number) => Math.round(value * 1000) / 1000;
const sumOf = (a: Sums, b: Sums): Sums => ({
  done: a.done + b.done,
  failed: a.failed + b.failed,
  spend: roundMoney(a.spend + b.spend),
});
/** The growth from a to b, each member at least zero: a deleted task takes nothing back. */
const increase = (a: Sums, b: Sums): Sums => ({
  done: Math.max(0, b.done - a.done),
  failed: Math.max(0, b.failed - a.failed),
  spend: roundMoney(Math.max(0, b.spend - a.spend)),
});

/** Sums over all tasks. */
export function totalOf(nodes: Nodes): Sums {
  let total = zeroSums;
  for (const node of nodes.values()) total = sumOf(total, sumsOf(node));
  return total;
}

/** Growth task by task, so that a rerendered or deleted task does not hide growth of the others. An old task that is loaded late counts as no growth. */
export function growth(before: Reading, after: Reading): Sums {
  let total = zeroSums;
  for (const [id, node] of after.nodes) {
    const previous = before.nodes.get(id);
    if (previous === node) continue;
    const isNew = !previous && (node.task.submittedMs ?? 0) >= before.atMs - NEW_TASK_MS;
    if (previous || isNew) total = sumOf(total, increase(previous ? sumsOf(previous) : zeroSums, sumsOf(node)));
  }
  for (const [id, node] of after.removed ?? []) {
    const previous = before.nodes.get(id);
    if (previous) total = sumOf(total, increase(sumsOf(previous), sumsOf(node)));
  }
  return total;
}

/** The samples after one more reading. `before`: the previous reading of this page; without one the last sample is used. */
export function addReading(samples: readonly Sample[], before: Reading | null, now: Reading): readonly Sample[] {
  const last = samples.at(-1);
  // The clock was set back: the new reading cannot be ordered with the previous ones.
  if (last && now.atMs < last.atMs) return samples;
  const sums = totalOf(now.nodes);
  const grown = before ? growth(before, now) : last ? increase(last.sums, sums) : zeroSums;
  const minute = Math.floor(now.atMs / MINUTE);
  if (last?.minute === minute) {
    const { fromMs } = last;
    return [...samples.slice(0, -1), { minute, fromMs, atMs: now.atMs, ...sumOf(last, grown), sums }];
  }
  return [...samples, { minute, fromMs: last?.atMs ?? now.atMs, atMs: now.atMs, ...grown, sums }].slice(-MAX_SAMPLES);
}

/**
 * The sample to store after `last`, the newest stored one. It begins where `last` ends, whichever tab stored that, so several
 * tabs together miss nothing and count nothing twice. It compares with `before` if this tab stored `last`, else with its sums.
 */
export function nextSample(last: Sample | null, before: Reading | null, now: Reading): Sample | null {
  if (last && now.atMs <= last.atMs) return null;
  const own = last === null || last.atMs === before?.atMs ? before : null;
  return addReading(last ? [last] : [], own, now).at(-1) ?? null;
}

/** The tab that writes the samples, and when it did last. */
export type Writer = { readonly id: string; readonly atMs: number };

/** One tab writes, since it knows the growth task by task. Another takes over when that one has missed two refreshes of the slowest interval. */
export const mayWrite = (writer: Writer | null, id: string, nowMs: number): boolean =>
  writer === null || writer.id === id || Math.abs(nowMs - writer.atMs) > GAP_MS;

const isGap = ({ fromMs, atMs }: Sample) => atMs - fromMs > GAP_MS;

/** Growth since a time, and when recording of it began. A long gap across that time cannot be divided and is left out. */
export function growthSince(
  samples: readonly Sample[],
  sinceMs: number,
): Sums & { readonly watchedFromMs: number | null } {
  let total = zeroSums;
  let watchedFromMs: number | null = null;
  for (const sample of samples) {
    if (sample.atMs <= sinceMs) continue;
    if (sample.fromMs < sinceMs && isGap(sample)) {
      watchedFromMs = sample.atMs;
      continue;
    }
    watchedFromMs ??= Math.max(sinceMs, sample.fromMs);
    total = sumOf(total, sample);
  }
  return { ...total, watchedFromMs };
}

/** Frames a minute over the last minutes; null when less than one minute of them was recorded. */
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

/** Points of the curves: x in epoch seconds, frames a minute, money spent since the first point. null: not recorded. */
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
        if (sample.fromMs >= fromMs) spent = roundMoney(spent + sample.spend);
        continue;
      }
      done += sample.done;
      spent = roundMoney(spent + sample.spend);
      watched += sample.atMs - sample.fromMs;
    }
    result.x.push(start / 1000);
    result.rate.push(watched === 0 ? null : done / (watched / MINUTE));
    result.spend.push(watched === 0 && !gap ? null : spent);
  }
  return result;
}
