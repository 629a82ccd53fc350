/** Changes since the chosen hour: tasks and frames that ended, and the two curves. */
import { Suspense, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { useCurrency } from "../../queries/account/currency";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { useColorScheme } from "../../ui/theme/use-color-scheme";
import { useScreen } from "../screen/screen";
import { currentRate, curves, growthSince, remarkOf } from "../trends/steps";
import type { Growth } from "../trends/use-growth";
import { countEnded } from "./since";
import classes from "./since.module.css";
import { useSinceLabel } from "./since-label";

const TrendChart = lazyNamed(() => import("../trends/trend-chart"), "TrendChart", "block");

/** Minutes that the current rate averages: long enough to be steady, short enough to show a stop. */
const RATE_MINUTES = 10;

type Props = {
  history: TaskHistory;
  growth: Growth;
  sinceMs: number;
  nowMs: number;
  /** The choice as on the URL. */
  since: string;
};

export function SinceRow({ history, growth: { steps, state }, sinceMs, nowMs, since }: Props) {
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
  const growth = useMemo(() => growthSince(steps, sinceMs), [steps, sinceMs]);
  const curve = useMemo(() => curves(steps, sinceMs, nowMs), [steps, sinceMs, nowMs]);
  const rate = currentRate(steps, nowMs, RATE_MINUTES);
  const isCounted = growth.countedFromMs !== null;
  const missing = remarkOf(steps, sinceMs, nowMs);
  const remarks = {
    none: () => t("countedNothing"),
    from: (ms: number) => t("countedFrom", { time: format.clock(ms, nowMs) }),
    until: (ms: number) => t("countedUntil", { time: format.clock(ms, nowMs) }),
  };
  const about = missing === null ? label : missing.kind === "none" ? remarks.none() : remarks[missing.kind](missing.ms);
  const remark = state === "ready" ? about : t(state);
  // Colours and type size are read when a chart is built.
  const chartKey = `${scheme} ${scale}`;
  const range = { fromMs: sinceMs, toMs: nowMs };
  const rateText = rate === null ? EMPTY_CELL : format.decimal(rate);
  const spendText = isCounted && growth.spend !== null ? format.money(growth.spend, currency) : EMPTY_CELL;
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
        finished={format.count(isCounted ? growth.done : null)}
        failed={format.count(isCounted ? growth.failed : null)}
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
