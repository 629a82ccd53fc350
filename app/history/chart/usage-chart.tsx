/** The figure per period as stacked bars. The tables below the chart have the same values. */
import { type PointerEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useFigureText } from "../figures/figure-text";
import type { HistoryView } from "../history-view";
import { usePeriodLabel } from "../range/period-label";
import { useValueNames } from "../value-name";
import { type Series, scaleMarks } from "./series";
import { stackPaths, topOf } from "./stack-paths";
import classes from "./usage-chart.module.css";

/** Marks of time: the width has room for no more. */
const TIME_MARKS = 8;

export function UsageChart({
  view: { search, figure, period },
  periods,
  series,
  recordedFrom,
}: {
  view: HistoryView;
  periods: readonly number[];
  series: readonly Series[];
  /** The index of the first period that was recorded. */
  recordedFrom: number;
}) {
  const t = useTranslations("history");
  const text = useFigureText();
  const names = useValueNames(search.by);
  const periodLabel = usePeriodLabel(period);
  const [pointed, setPointed] = useState<number | null>(null);
  const marks = scaleMarks(topOf(series));
  const top = marks.at(-1) ?? 1;
  const every = Math.ceil(periods.length / TIME_MARKS);
  const item = (one: Series, amount: number | null) =>
    t("chart.item", { name: names.ofSeries(one), amount: text.ofValue(figure, amount) });
  const list = series.map((one) => item(one, figure === "queue" ? null : one.sum)).join(", ");
  const title = { figure: t(`figure.${figure}`), per: t(`per.${period}`), by: t(`grouped.${search.by}`) };
  const point = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const index = Math.floor(((clientX - left) / width) * periods.length);
    setPointed(index >= 0 && index < periods.length ? index : null);
  };
  return (
    <figure className={classes["figure"]}>
      <div
        className={classes["plot"]}
        role="img"
        aria-label={t("chart.label", { ...title, list: list === "" ? t("chart.nothing") : list })}
      >
        <div className={classes["scale"]}>
          {marks.map((mark) => (
            <span key={mark} style={{ bottom: `${(mark / top) * 100}%` }}>
              {text.ofCell(figure, mark)}
            </span>
          ))}
        </div>
        <div className={classes["area"]} onPointerMove={point} onPointerLeave={() => setPointed(null)}>
          <svg viewBox={`0 0 ${periods.length} ${top}`} preserveAspectRatio="none" aria-hidden="true">
            {marks.slice(1).map((mark) => (
              <path key={mark} className={classes["line"]} d={`M0 ${top - mark}H${periods.length}`} />
            ))}
            {recordedFrom > 0 && <rect className={classes["unrecorded"]} width={recordedFrom} height={top} />}
            {pointed !== null && <rect className={classes["pointed"]} x={pointed} width={1} height={top} />}
            {stackPaths(series, top).map((path, place) => (
              <path
                key={series[place]?.value}
                className={classes["bars"]}
                data-place={placeOf(series, place)}
                d={path}
              />
            ))}
          </svg>
        </div>
        <div className={classes["times"]}>
          {periods.map((startMs, index) =>
            index % every === 0 ? (
              <span key={startMs} style={{ left: `${((index + 0.5) / periods.length) * 100}%` }}>
                {periodLabel(startMs)}
              </span>
            ) : null,
          )}
        </div>
      </div>
      <figcaption>
        <ul className={classes["legend"]}>
          {series.map((one, place) => (
            <li key={one.value}>
              <span className={classes["swatch"]} data-place={placeOf(series, place)} aria-hidden="true" />
              <bdi>{pointed === null ? names.ofSeries(one) : item(one, one.amounts[pointed] ?? null)}</bdi>
            </li>
          ))}
          {pointed !== null && (
            <li className="faint">
              {periodLabel(periods[pointed] ?? 0)}
              {pointed < recordedFrom && ` · ${t("chart.unrecorded")}`}
            </li>
          )}
        </ul>
      </figcaption>
    </figure>
  );
}

/** The shade: by place, and one of its own for the rest. */
const placeOf = (series: readonly Series[], place: number) => (series[place]?.value === null ? "rest" : place);
