/** What the wall says first: tasks that need somebody, frames failed since the chosen hour, frames a minute, the end of the last task, balance and runway. */
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { readMsOf } from "../../mirror/read-times";
import type { TaskHistory } from "../../mirror/task-history";
import type { Currency } from "../../protocol/account/currency";
import { useCurrency } from "../../queries/account/currency";
import { toServerMs } from "../../state/server-clock";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { useSincePhrase } from "../since/since-label";
import { currentRate, curves, growthSince, remarkOf } from "../trends/steps";
import type { Growth } from "../trends/use-growth";
import { Figure } from "./figure";
import classes from "./headline.module.css";
import { lastEndOf } from "./last-end";
import { NeedsFigure } from "./needs-figure";
import { useRunwayText } from "./runway-text";
import { Sparkline } from "./sparkline";
import { highest } from "./sparkline-path";
import { useBalancePolling } from "./use-runway";

/** Minutes that the current rate averages: long enough to be steady, short enough to show a stop. */
const RATE_MINUTES = 10;
/** Bars of a sparkline. */
const POINTS = 60;

/** The period as the list of tasks takes it: it moves on with the clock. */
const listSince = (since: string) => (since === "24h" ? since : since === "7d" ? "168h" : `since-${since}`);

/** Whole units, rounded down: from afar digits after the point are noise, and a balance is never more than there is. */
const wholeMoney = (locale: string, currency: Currency) =>
  new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 0,
    roundingMode: "floor",
  });

type Props = {
  history: TaskHistory;
  growth: Growth;
  sinceMs: number;
  nowMs: number;
  /** The choice as on the URL. */
  since: string;
};

export function Headline({ history, growth: { steps, state }, sinceMs, nowMs, since }: Props) {
  const t = useTranslations("monitor.headline");
  const format = useFormat();
  const label = useSincePhrase()(since);
  const { currency, chargesHidden, balance } = useCurrency();
  const growth = useMemo(() => growthSince(steps, sinceMs), [steps, sinceMs]);
  const curve = useMemo(() => curves(steps, sinceMs, nowMs, POINTS), [steps, sinceMs, nowMs]);
  const rate = currentRate(steps, nowMs, RATE_MINUTES);
  const remark = useRemark(steps, state, sinceMs, nowMs);
  const isCounted = growth.countedFromMs !== null;
  const rateText = rate === null ? EMPTY_CELL : format.decimal(rate);
  const spendText = isCounted && growth.spend !== null ? format.money(growth.spend, currency) : EMPTY_CELL;
  const peak = highest(curve.rate);
  useBalancePolling();
  const runway = useRunwayText(balance, nowMs);
  return (
    <section className={classes["headline"]} aria-label={t("label")}>
      <NeedsFigure history={history} />
      <Figure
        value={format.count(isCounted ? growth.failed : null)}
        name={t("failed", { since: label })}
        aside={remark ?? t("done", { count: format.count(isCounted ? growth.done : null) })}
      >
        {(content) => (
          <Link to="/tasks" search={{ failed: listSince(since) }} title={t("failedLink", { since: label })}>
            {content}
          </Link>
        )}
      </Figure>
      <Figure
        value={rateText}
        name={t("rate", { minutes: RATE_MINUTES })}
        aside={peak > 0 ? t("peak", { rate: format.decimal(peak), since: label }) : remark}
        chart={<Sparkline kind="bars" values={curve.rate} label={t("rateLabel", { since: label, rate: rateText })} />}
      >
        {(content) => (
          <Link to="/tasks" search={{ status: ["rendering"] }} title={t("rateLink")}>
            {content}
          </Link>
        )}
      </Figure>
      <LastEndFigure history={history} nowMs={nowMs} />
      {!chargesHidden && (
        <Figure
          value={balance === null ? spendText : wholeMoney(format.locale, currency).format(balance)}
          name={
            balance === null ? t("spent", { since: label }) : runway === null ? t("left") : t("leftFor", { runway })
          }
          aside={balance === null ? remark : isCounted ? t("spentSince", { spend: spendText, since: label }) : remark}
          chart={
            <Sparkline kind="area" values={curve.spend} label={t("spendLabel", { since: label, spend: spendText })} />
          }
        >
          {(content) => (
            <Link to="/history" title={t("balanceLink")}>
              {content}
            </Link>
          )}
        </Figure>
      )}
    </section>
  );
}

/** What the figures leave out, in words; null: nothing. */
function useRemark(steps: Growth["steps"], state: Growth["state"], sinceMs: number, nowMs: number): string | null {
  const t = useTranslations("monitor.since");
  const format = useFormat();
  const remark = remarkOf(steps, sinceMs, nowMs);
  if (state !== "ready") return t(state);
  if (remark === null) return null;
  if (remark.kind === "none") return t("countedNothing");
  return t(remark.kind === "from" ? "countedFrom" : "countedUntil", { time: format.clock(remark.ms, nowMs) });
}

function LastEndFigure({ history, nowMs }: { history: TaskHistory; nowMs: number }) {
  const t = useTranslations("monitor.headline");
  const format = useFormat();
  const { last, unknown } = useMemo(() => {
    const readMs = (id: number) => Math.min(nowMs, toServerMs(readMsOf(history.readTimes, id) ?? nowMs));
    return lastEndOf(history.nodes.values(), readMs);
  }, [history, nowMs]);
  const others = unknown > 0 ? t("withoutEta", { count: unknown }) : null;
  if (last === null) return <Figure value={EMPTY_CELL} name={t("lastEnd")} aside={others ?? t("nothingRuns")} />;
  return (
    <Figure
      value={`≈ ${format.range(last.middleMs, last.middleMs, nowMs)}`}
      name={t("lastEndRange", { range: format.range(last.earliestMs, last.latestMs, nowMs) })}
      aside={others}
    >
      {(content) => (
        <Link to="/tasks/$taskId" params={{ taskId: String(last.node.task.id) }} title={last.node.task.sceneName}>
          {content}
        </Link>
      )}
    </Figure>
  );
}
