/** How long the balance lasts, in words. */
import { useTranslations } from "use-intl";
import { useRunway } from "./use-runway";

/** Nobody plans by today's rate for longer. */
const YEAR_DAYS = 365;

/** "2–4 days"; null where nothing can be said. Whole days, rounded down: a balance that lasts 2.9 days does not last three. */
export function useRunwayText(balance: number | null, nowMs: number): string | null {
  const t = useTranslations("monitor.runway");
  const runway = useRunway(balance, nowMs);
  if (runway === null || runway.kind === "tooShort" || runway.kind === "noSpend") return null;
  if (runway.kind === "usedUp") return t("usedUp");
  const from = Math.floor(runway.shortestDays);
  if (from >= YEAR_DAYS) return t("moreThanYear");
  if (runway.longestDays === null || runway.longestDays >= YEAR_DAYS) return t("atLeast", { days: from });
  const to = Math.floor(runway.longestDays);
  if (to === 0) return t("lessThanDay");
  return from === to ? t("days", { days: to }) : t("range", { from, to });
}
