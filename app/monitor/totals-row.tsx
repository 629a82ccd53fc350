/** The totals of all frames of the account, in the largest type of the wall. */
import { useTranslations } from "use-intl";
import type { StatusTone } from "../protocol/tasks/task-status";
import type { FrameTotals } from "../queries/frames/frame-stats";
import { useFormat } from "../ui/format/format";
import classes from "./totals-row.module.css";

const figures = [
  ["failed", "bad"],
  ["executing", "active"],
  ["waiting", "idle"],
  ["done", "good"],
  ["abandoned", "halted"],
] as const satisfies readonly (readonly [keyof FrameTotals, StatusTone])[];

export function TotalsRow({ totals }: { totals: FrameTotals | undefined }) {
  const t = useTranslations("monitor.totals");
  const format = useFormat();
  return (
    <section aria-label={t("label")} title={t("help", { total: format.count(totals?.total ?? null) })}>
      <dl className={classes["totals"]}>
        {figures.map(([key, tone]) => {
          const value = totals?.[key] ?? null;
          return (
            <div key={key} className={classes["card"]} title={key === "abandoned" ? t("abandonedHelp") : undefined}>
              <dt>{t(key)}</dt>
              <dd className={value ? "tone" : "faint"} data-tone={tone}>
                {format.count(value)}
              </dd>
              {key === "abandoned" && <dd className={classes["aside"]}>{t("remainder")}</dd>}
            </div>
          );
        })}
      </dl>
    </section>
  );
}
