/** The figures of the range, each beside that of the range before, and how long the balance lasts. */
import { useTranslations } from "use-intl";
import { sumUsage, type UsageSum } from "../../mirror/usage-sum";
import { useFormat } from "../../ui/format/format";
import type { FigureName } from "../history-search";
import type { HistoryView } from "../history-view";
import type { HistoryData } from "../use-history-data";
import { compareFigures, isRecorded } from "./comparison";
import { useFigureText } from "./figure-text";
import classes from "./figures-row.module.css";
import { RunwayFigure } from "./runway-figure";
import { figureOfSum, observedSecondsOf } from "./usage-sum";

export function FiguresRow({ view, data: { total, before } }: { view: HistoryView; data: HistoryData }) {
  const t = useTranslations("history");
  const format = useFormat();
  const text = useFigureText();
  const current = sumUsage(total.rows, observedSecondsOf(total.rows));
  const hasBefore = before !== null && isRecorded(view.range.previous.fromMs, before.recordingSinceMs);
  const previous = hasBefore ? sumUsage(before.rows, observedSecondsOf(before.rows)) : null;
  const figures = (["spend", "done", "failed", "machine", "queue"] as const).filter(
    (figure) => figure !== "spend" || !view.chargesHidden,
  );
  return (
    <dl className={classes["figures"]} aria-label={t("figures.label")}>
      {figures.map((figure) => (
        <div key={figure} className={classes["figure"]}>
          <dt>{t(`figure.${figure}`)}</dt>
          <dd className={classes["value"]}>{text.ofSum(figure, current)}</dd>
          {figure === "queue" && current.queueMean !== null && (
            <dd className="faint">{t("figures.peak", { count: format.count(current.queueMax) })}</dd>
          )}
          {before !== null && (
            <dd className="faint">
              <Difference figure={figure} view={view} current={current} previous={previous} />
            </dd>
          )}
        </div>
      ))}
      {!view.chargesHidden && <RunwayFigure view={view} />}
    </dl>
  );
}

function Difference({
  figure,
  view: { search, range },
  current,
  previous,
}: {
  figure: FigureName;
  view: HistoryView;
  current: UsageSum;
  /** null: not recorded. */
  previous: UsageSum | null;
}) {
  const t = useTranslations("history.compare");
  const names = useTranslations("history.before");
  const format = useFormat();
  const text = useFigureText();
  const before = names(search.range, { days: range.days });
  if (previous === null) return t("notRecorded", { before });
  const comparison = compareFigures(figureOfSum(current, figure), figureOfSum(previous, figure));
  if (comparison.kind === "same" || comparison.kind === "unknown") return t(comparison.kind, { before });
  const difference = text.ofValue(figure, comparison.difference);
  if (comparison.share === null) return t("moreThanNone", { difference, before });
  const sign = comparison.kind === "more" ? "+" : "−";
  return t(comparison.kind, { difference, share: `${sign}${format.percent(comparison.share, 1)}`, before });
}
