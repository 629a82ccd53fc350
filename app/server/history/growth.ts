/** Growth of the account between its samples: frames done and failed, and what was spent. */
import { GAP_MS, type GrowthStep } from "../../mirror/growth-steps";
import type { AccountStore } from "../store/account-store";
import type { StoredFarmSample } from "../store/read/read-history";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * The steps between samples, oldest first. Samples of an older program have no growth and are left out. A single sample after
 * `fromMs` is a step without length: recording has just begun.
 */
export function stepsOf(samples: readonly StoredFarmSample[], fromMs: number, hidesCharges: boolean): GrowthStep[] {
  const steps: GrowthStep[] = [];
  let before: StoredFarmSample | undefined;
  for (const sample of samples) {
    if (sample.done_grown === null) continue;
    if (before && sample.at_ms > before.at_ms) steps.push(stepBetween(before, sample, hidesCharges));
    before = sample;
  }
  if (steps.length === 0 && before && before.at_ms > fromMs) return [stepBetween(before, before, hidesCharges)];
  return steps;
}

/** A clock that went back may have put samples out of order; nothing is taken back for it. */
const rise = (former: number | null, next: number | null) => Math.max(0, (next ?? 0) - (former ?? 0));

const stepBetween = (before: StoredFarmSample, after: StoredFarmSample, hidesCharges: boolean): GrowthStep => ({
  fromMs: before.at_ms,
  atMs: after.at_ms,
  done: rise(before.done_grown, after.done_grown),
  failed: rise(before.failed_grown, after.failed_grown),
  spend: hidesCharges ? null : rise(before.spend_grown_milli, after.spend_grown_milli) / 1000,
  isGap: after.at_ms - before.at_ms > GAP_MS,
});

/** The sample before a moment and the last one of each minute after it. Read day by day, so that others get their turn. */
export async function samplesFrom(
  account: Pick<AccountStore, "farmSamples" | "farmSampleUntil">,
  fromMs: number,
  toMs: number,
): Promise<StoredFarmSample[]> {
  const before = await account.farmSampleUntil(fromMs);
  const samples = before ? [before] : [];
  for (let startMs = fromMs + 1; startMs < toMs; startMs += DAY_MS) {
    const endMs = Math.min(toMs, startMs + DAY_MS);
    samples.push(...(await account.farmSamples(startMs, endMs, MINUTE_MS)));
  }
  return samples;
}

/**
 * The moment from which growth since a moment counts, as the page counts it: a gap across the moment cannot be divided, and is
 * left out. null: nothing was recorded after the moment.
 */
export async function countedFrom(
  account: Pick<AccountStore, "farmSampleUntil" | "farmSampleAfter" | "state">,
  fromMs: number,
): Promise<number | null> {
  const [{ recordingSinceMs }, before, first] = await Promise.all([
    account.state(),
    account.farmSampleUntil(fromMs),
    account.farmSampleAfter(fromMs),
  ]);
  if (recordingSinceMs === null || first === null) return null;
  if (before === null) return Math.max(fromMs, recordingSinceMs);
  // Of each minute the last sample alone is a step.
  const minuteEndMs = (Math.floor(first.at_ms / MINUTE_MS) + 1) * MINUTE_MS;
  const { at_ms: atMs } = (await account.farmSampleUntil(minuteEndMs - 1)) ?? first;
  return atMs - before.at_ms > GAP_MS ? atMs : fromMs;
}

/** What was spent since the sample before a moment, and the moment of that sample; both null where there is no memory of it. */
export async function spendSince(
  account: Pick<AccountStore, "farmSampleUntil" | "state">,
  fromMs: number,
): Promise<{ readonly fromMs: number | null; readonly spend: number | null }> {
  const [{ recordingSinceMs }, before, last] = await Promise.all([
    account.state(),
    account.farmSampleUntil(fromMs),
    account.farmSampleUntil(Number.MAX_SAFE_INTEGER),
  ]);
  const beforeMilli = before ? before.spend_grown_milli : 0;
  if (!last || last.spend_grown_milli === null || beforeMilli === null) return { fromMs: null, spend: null };
  return { fromMs: before?.at_ms ?? recordingSinceMs, spend: rise(beforeMilli, last.spend_grown_milli) / 1000 };
}
