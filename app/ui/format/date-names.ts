/** What the filters by time are called: "Last night", "Since 20:00", "Last 7 days". */
import { useTranslations } from "use-intl";
import { resolveDay } from "./day-range";
import { useFormat } from "./format";

export function useDateNames() {
  const t = useTranslations("task.filter");
  const format = useFormat();
  const days = (day: string) => t("lastDays", { count: Number.parseInt(day, 10) });
  return {
    /** A range of moments at which tasks ended (tasks/view/relative-dates.ts), or ISO 8601 for one since which they did. */
    ended: (ended: string, nowMs: number): string => {
      if (ended === "last-night") return t("lastNight");
      if (ended === "yesterday") return t("yesterday");
      if (ended === "today") return days("1d");
      if (ended.startsWith("since-")) return t("since", { when: ended.slice("since-".length) });
      if (ended.endsWith("h")) return t("lastHours", { count: Number.parseInt(ended, 10) });
      return t("since", { when: format.clock(Date.parse(ended), nowMs) });
    },
    /** The first and last day of submission, as on the URL; "" without both. */
    submitted: (from: string | undefined, to: string | undefined, nowMs: number): string => {
      if (from === undefined && to === undefined) return "";
      if (from === "yesterday" && to === "yesterday") return t("yesterday");
      if (to === undefined && from?.endsWith("d") === true) return days(from);
      const today = format.dayKey(nowMs);
      return `${resolveDay(from, today) ?? "…"} – ${resolveDay(to, today) ?? "…"}`;
    },
  };
}
