import { useTranslations } from "use-intl";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** "3 d left", on the last day "5 h left": rounded down, since what is left must not be told longer than it is. */
export function useTimeLeft(): (leftMs: number) => string {
  const t = useTranslations("task.outputs");
  return (leftMs) =>
    leftMs >= DAY_MS
      ? t("daysLeft", { count: Math.floor(leftMs / DAY_MS) })
      : t("hoursLeft", { count: Math.max(0, Math.floor(leftMs / HOUR_MS)) });
}
