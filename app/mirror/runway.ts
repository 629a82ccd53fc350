/** How long the balance lasts at the rates of the last day, three days and week. */
import type { UsageRow } from "./recorded-history";
import { spendOf } from "./usage-sum";

const HOUR_MS = 3_600_000;

/** Lengths of the windows whose rates make the range, hours. */
export const RUNWAY_WINDOWS = [24, 72, 168] as const;

export type Runway =
  /** Not even the shortest window was recorded whole. */
  | { readonly kind: "tooShort" }
  | { readonly kind: "usedUp" }
  | { readonly kind: "noSpend"; readonly hours: number }
  | {
      readonly kind: "lasts";
      /** At the highest rate. */
      readonly shortestDays: number;
      /** At the lowest rate; null: nothing was spent in one of the windows. */
      readonly longestDays: number | null;
      readonly lowPerDay: number;
      readonly highPerDay: number;
      /** The longest window that was recorded whole. */
      readonly hours: number;
      /** Some frames have no amount: more may be spent than is known. */
      readonly isIncomplete: boolean;
    };

/** Windows end with the last full hour before now, so that a new hour does not lower the rate. */
export const runwaySpan = (nowMs: number) => {
  const toMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  return { fromMs: toMs - Math.max(...RUNWAY_WINDOWS) * HOUR_MS, toMs };
};

/** `hours`: usage in total per hour over `runwaySpan`. `balance` in units of the currency. */
export function runwayOf(
  hours: readonly UsageRow[],
  { balance, nowMs, recordingSinceMs }: { balance: number; nowMs: number; recordingSinceMs: number | null },
): Runway {
  const { toMs } = runwaySpan(nowMs);
  if (recordingSinceMs === null) return { kind: "tooShort" };
  const windows = RUNWAY_WINDOWS.filter((length) => toMs - length * HOUR_MS >= recordingSinceMs);
  const longest = windows.at(-1);
  if (longest === undefined) return { kind: "tooShort" };
  if (balance <= 0) return { kind: "usedUp" };
  const rates = windows.map((length) => {
    const inside = hours.filter(({ startMs }) => startMs >= toMs - length * HOUR_MS && startMs < toMs);
    return (inside.reduce((sum, row) => sum + (spendOf(row) ?? 0), 0) * 24) / length;
  });
  const [lowPerDay, highPerDay] = [Math.min(...rates), Math.max(...rates)];
  if (highPerDay === 0) return { kind: "noSpend", hours: longest };
  return {
    kind: "lasts",
    shortestDays: balance / highPerDay,
    longestDays: lowPerDay === 0 ? null : balance / lowPerDay,
    lowPerDay,
    highPerDay,
    hours: longest,
    isIncomplete: hours.some(({ unpriced }) => unpriced > 0),
  };
}
