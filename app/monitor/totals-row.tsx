/** The totals of all frames of the account: lifetime figures that hardly change, in small type. */
import { useTranslations } from "use-intl";
import type { FrameTotals } from "../queries/frames/frame-stats";
import { useFormat } from "../ui/format/format";
import classes from "./totals-row.module.css";

const figures = ["failed", "executing", "waiting", "done", "abandoned"] as const satisfies (keyof FrameTotals)[];

export function TotalsRow({ totals }: { totals: FrameTotals | undefined }) {
  const t = useTranslations("monitor.totals");
  const format = useFormat();
  return (
    <section
      className={classes["row"]}
      aria-label={t("label")}
      title={t("help", { total: format.count(totals?.total ?? null) })}
    >
      <span>{t("short")}</span>
      <dl className={classes["totals"]}>
        {figures.map((key) => (
          <div key={key} title={key === "abandoned" ? t("abandonedHelp") : undefined}>
            <dd>{format.count(totals?.[key] ?? null)}</dd>
            <dt>{t(key)}</dt>
          </div>
        ))}
      </dl>
    </section>
  );
}
