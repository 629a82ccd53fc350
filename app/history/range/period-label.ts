/** The name of a period in the user's language and time zone. */
import { useMemo } from "react";
import { useLocale } from "use-intl";
import type { UsagePeriod } from "../../mirror/recorded-history";
import { dateLocale } from "../../ui/format/format";
import { zoneId } from "../../ui/format/zone-id";
import { type Preferences, usePreferences } from "../../ui/storage/preferences";

const options: Readonly<Record<UsagePeriod, Intl.DateTimeFormatOptions>> = {
  hour: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { month: "short", day: "numeric", weekday: "short" },
  week: { month: "short", day: "numeric" },
  month: { year: "numeric", month: "short" },
};

/** A formatter of the start of a period, epoch ms. A week is named by its Monday. */
export function periodFormat(locale: string, zone: Preferences["timeZone"], period: UsagePeriod) {
  const format = new Intl.DateTimeFormat(dateLocale(locale), { ...options[period], timeZone: zoneId(zone) });
  return (startMs: number): string => format.format(startMs);
}

export function usePeriodLabel(period: UsagePeriod): (startMs: number) => string {
  const locale = useLocale();
  const { timeZone } = usePreferences();
  return useMemo(() => periodFormat(locale, timeZone, period), [locale, timeZone, period]);
}
