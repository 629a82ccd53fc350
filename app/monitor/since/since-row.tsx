/** Changes since the chosen hour: tasks and frames that ended, and the two curves. */
import { Suspense, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { useCurrency } from "../../queries/account/currency";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { useColorScheme } from "../../ui/theme/use-color-scheme";
import { useScreen } from "../screen/screen";
import { currentRate, curves, growthSince, type Sample } from "../trends/samples";
import { countEnded } from "./since";
import classes from "./since.module.css";
import { useSinceLabel } from "./since-label";

const TrendChart = lazyNamed(() => import("../trends/trend-chart"), "TrendChart");

/** Points of a curve: the width has room for no more. */
const POINTS = 240;
/** Minutes that the current rate averages: long enough to be steady, short enough to show a stop. */
const RATE_MINUTES = 10;
/** A shorter time without samples at the start of the period is not mentioned, ms. */
const MIN_GAP_MS = 120_000;

type Props = {
  history: TaskHistory;
  samples: readonly Sample[];
  sinceMs: number;
  nowMs: number;
  /** The choice as on the URL. */
  since: string;
};

export function SinceRow({ history, samples, sinceMs, nowMs, since }: Props) {
  const t = useTranslations("monitor.since");
  const format = useFormat();
  const label = useSinceLabel()(since);
  const { currency, chargesHidden } = useCurrency();
  const scheme = useColorScheme();
  const { scale } = useScreen();
  const ended = useMemo(
    () => (history.isComplete ? countEnded(history.nodes.values(), sinceMs) : null),
    [history, sinceMs],
  );
  const growth = useMemo(() => growthSince(samples, sinceMs), [samples, sinceMs]);
  const curve = useMemo(() => curves(samples, sinceMs, nowMs, POINTS), [samples, sinceMs, nowMs]);
  const rate = currentRate(samples, nowMs, RATE_MINUTES);
  const isWatched = growth.watchedFromMs !== null;
  const startsLate = growth.watchedFromMs === null || growth.watchedFromMs - sinceMs > MIN_GAP_MS;
  const remark = startsLate
    ? growth.watchedFromMs === null
      ? t("watchedNothing")
      : t("watchedFrom", { time: format.clock(growth.watchedFromMs, nowMs) })
    : label;
  // Colours and type size are read when a chart is built.
  const chartKey = `${scheme} ${scale}`;
  const range = { fromMs: sinceMs, toMs: nowMs };
  const rateText = rate === null ? EMPTY_CELL : format.decimal(rate);
  const spendText = isWatched ? format.money(growth.spend, currency) : EMPTY_CELL;
  return (
    <section className={classes["since"]} aria-label={label}>
      <Pair
        title={t("tasks")}
        aside={label}
        finished={format.count(ended?.finished ?? null)}
        failed={format.count(ended?.failed ?? null)}
        isBad={(ended?.failed ?? 0) > 0}
      />
      <Pair
        title={t("frames")}
        aside={remark}
        finished={format.count(isWatched ? growth.done : null)}
        failed={format.count(isWatched ? growth.failed : null)}
        isBad={growth.failed > 0}
      />
      <figure className={classes["trend"]}>
        <figcaption>
          <span className={classes["title"]}>{t("rate")}</span>
          <strong>{rateText}</strong>
          <span className={classes["aside"]}>{t("rateOver", { minutes: RATE_MINUTES })}</span>
        </figcaption>
        <Suspense fallback={null}>
          <TrendChart
            key={chartKey}
            kind="bars"
            tone="--tone-active"
            x={curve.x}
            y={curve.rate}
            {...range}
            axis={format.decimal}
            label={t("rateLabel", { since: label, rate: rateText })}
          />
        </Suspense>
      </figure>
      {!chargesHidden && (
        <figure className={classes["trend"]}>
          <figcaption>
            <span className={classes["title"]}>{t("spend")}</span>
            <strong>{spendText}</strong>
            <span className={classes["aside"]}>{remark}</span>
          </figcaption>
          <Suspense fallback={null}>
            <TrendChart
              key={chartKey}
              kind="area"
              tone="--tone-held"
              x={curve.x}
              y={curve.spend}
              {...range}
              axis={(value) => format.decimal(value)}
              label={t("spendLabel", { since: label, spend: spendText })}
            />
          </Suspense>
        </figure>
      )}
    </section>
  );
}

function Pair(props: { title: string; aside: string; finished: string; failed: string; isBad: boolean }) {
  const t = useTranslations("monitor.since");
  return (
    <div className={classes["pair"]}>
      <h2 className={classes["title"]}>{props.title}</h2>
      <dl>
        <div>
          <dd className="tone" data-tone="good">
            {props.finished}
          </dd>
          <dt>{t("finished")}</dt>
        </div>
        <div>
          <dd className={props.isBad ? "tone" : "faint"} data-tone="bad">
            {props.failed}
          </dd>
          <dt>{t("failed")}</dt>
        </div>
      </dl>
      <span className={classes["aside"]}>{props.aside}</span>
    </div>
  );
}
