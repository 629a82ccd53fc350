import { useMemo } from "react";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { usePreferences } from "../../ui/storage/preferences";
import { type ResolvedDates, resolveDates } from "./relative-dates";
import type { TaskSearch } from "./task-search";

/** The dates of a search now, in the chosen zone. The same value until one of them moves on. */
export function useResolvedDates({ from, to, ended }: Pick<TaskSearch, "from" | "to" | "ended">): ResolvedDates {
  const { timeZone: zone } = usePreferences();
  const { dayKey: dayOf } = useFormat();
  const resolve = (nowMs: number) => resolveDates({ from, to, ended }, { nowMs, zone, dayOf });
  const first = useHalfMinute((nowMs) => resolve(nowMs).from);
  const last = useHalfMinute((nowMs) => resolve(nowMs).to);
  const endedFromMs = useHalfMinute((nowMs) => resolve(nowMs).endedFromMs);
  const endedToMs = useHalfMinute((nowMs) => resolve(nowMs).endedToMs);
  return useMemo(() => ({ from: first, to: last, endedFromMs, endedToMs }), [first, last, endedFromMs, endedToMs]);
}
