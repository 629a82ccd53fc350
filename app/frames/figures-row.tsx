/** The figures of a leaf: each a number with what it rests on beneath. */
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../protocol/frame-figures";
import type { TaskNode } from "../protocol/task-tree";
import { useCurrency } from "../queries/currency";
import { NOTHING, useFormat } from "../ui/format";
import classes from "./frames.module.css";

type FiguresProps = {
  readonly figures: FrameFigures;
  readonly leaf: TaskNode;
  /** The figures are of all frames of the leaf. */
  readonly whole: boolean;
  readonly nowMs: number;
};

export function FiguresRow({ figures, leaf, whole, nowMs }: FiguresProps) {
  const t = useTranslations("frames.figures");
  const format = useFormat();
  const { currency, hidden } = useCurrency();
  const { seconds } = figures;
  // A part of the frames knows neither how fast the task is nor what is left of it.
  const pace = whole ? figures.pace : null;
  // Of the whole task, as the farm counts it: the frames loaded may be few of them.
  const { counts } = leaf.rollUp;
  const rendering = figures.states.get(2) ?? 0;
  const eta = pace?.eta;
  const projected = projection(figures, leaf);
  return (
    <dl className={classes["figures"]}>
      <Figure
        value={format.percent(counts.done, counts.total)}
        note={t("done", { done: counts.done, total: counts.total })}
        name={t("doneName")}
      />
      <Figure
        name={t("etaName")}
        value={eta ? format.range(eta.earliestMs, eta.latestMs, nowMs) : NOTHING}
        note={pace ? t("pace", { perHour: pace.perMinute * 60 }) : rendering > 0 ? t("notEnough") : t("notRendering")}
      />
      <Figure
        name={t("costName")}
        value={hidden ? "•••" : format.money(leaf.rollUp.cost ?? figures.cost, currency)}
        note={
          hidden
            ? t("hidden")
            : projected
              ? t("projected", {
                  low: format.money(projected.low, currency),
                  high: format.money(projected.high, currency),
                })
              : t("soFar")
        }
      />
      <Figure
        name={t("medianName")}
        value={format.duration(seconds?.median ?? null)}
        note={
          seconds
            ? t("spread", { p95: format.duration(seconds.p95), slowest: format.duration(seconds.slowest) })
            : t("noneDone")
        }
      />
      <Figure
        name={t("renderingName")}
        value={format.count(rendering)}
        note={
          rendering === 0
            ? t("notRendering")
            : figures.slowestRunning === null
              ? t("noComparison")
              : t("slowestRunning", { ratio: figures.slowestRunning })
        }
      />
      <Figure
        name={t("failedName")}
        value={format.count(counts.failed)}
        tone={counts.failed > 0 ? "bad" : undefined}
        note={t("retries", { count: figures.resubmitted, outliers: figures.outliers })}
      />
      <Figure
        name={t("timeoutName")}
        value={figures.firstTimeoutMs === null ? NOTHING : format.duration((figures.firstTimeoutMs - nowMs) / 1000)}
        note={t("timeout")}
      />
    </dl>
  );
}

function Figure({ name, value, note, tone }: { name: string; value: string; note: string; tone?: "bad" | undefined }) {
  return (
    <div className={classes["figure"]}>
      <dt className="visually-hidden">{name}</dt>
      <dd className={tone ? `tone ${classes["value"]}` : classes["value"]} data-tone={tone} title={name}>
        {value}
      </dd>
      <dd className={classes["note"]}>{note}</dd>
    </div>
  );
}

/** What the leaf will have cost in the end: what it cost plus unfinished frames times the spread of finished ones. */
function projection(figures: FrameFigures, leaf: TaskNode): { low: number; high: number } | null {
  const unfinished = leaf.rollUp.counts.waiting + leaf.rollUp.counts.executing;
  if (unfinished === 0) return null;
  const costs = [...figures.costsByType.values()].flat().sort((a, b) => a - b);
  if (costs.length < 3) return null;
  const at = (share: number) => costs[Math.min(costs.length - 1, Math.floor(share * costs.length))] ?? 0;
  const sofar = leaf.rollUp.cost ?? figures.cost;
  // Quartiles rather than extremes: over many frames the mean settles, single outliers do not decide it.
  return { low: sofar + unfinished * at(0.25), high: sofar + unfinished * at(0.75) };
}
