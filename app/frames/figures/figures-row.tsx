/** The figures of a leaf: each a number with a note below it. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { chargeSum } from "../../protocol/charges";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { type CostRange, priceOfFrames, projectedCost, remainingPart } from "../../protocol/pricing";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useNarrow } from "../../ui/browser/narrow";
import { scrolledByKeys } from "../../ui/browser/scrolled-by-keys";
import { Amount } from "../../ui/format/amount";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import classes from "./figures.module.css";

type FiguresProps = {
  readonly figures: FrameFigures;
  readonly leaf: TaskNode;
  /** How many frames of the leaf the figures are computed from. */
  readonly loaded: "all" | "some" | "none";
  readonly nowMs: number;
};

export function FiguresRow({ figures, leaf, loaded, nowMs }: FiguresProps) {
  const t = useTranslations("frames.figures");
  const format = useFormat();
  const account = useCurrency();
  // On a phone the row scrolls sideways.
  const narrow = useNarrow();
  const { seconds } = figures;
  const isAllLoaded = loaded === "all";
  // A part of the frames gives neither the rate of the task nor its remaining frames.
  const pace = isAllLoaded ? figures.pace : null;
  // The farm's counts of the task: few of its frames may be loaded.
  const { counts } = leaf.rollUp;
  const { executing } = counts;
  const hasEnded = executing + counts.waiting === 0;
  const eta = pace?.eta;
  /** Marks a figure of the loaded frames where these are not all; the notes below explain the mark. */
  const byFrames = (note: string) => (loaded === "some" ? `${note} *` : note);
  const charged = chargeSum(leaf.rollUp) ?? figures.charge;
  const projected = projection(figures, leaf, charged.amount);
  return (
    <dl className={classes["figures"]} {...(narrow && scrolledByKeys)}>
      <Figure
        value={format.percent(counts.done, counts.total)}
        note={t("done", { done: counts.done, total: counts.total })}
        name={t("doneName")}
      />
      {!hasEnded && (
        <Figure
          name={t("etaName")}
          value={eta ? format.range(eta.earliestMs, eta.latestMs, nowMs) : EMPTY_CELL}
          note={
            pace
              ? t("pace", { perHour: pace.perMinute * 60 })
              : executing === 0
                ? t("notRendering")
                : isAllLoaded
                  ? t("notEnough")
                  : t("notWhole")
          }
        />
      )}
      <Figure
        name={t("costName")}
        value={<Amount value={charged} account={account} />}
        note={
          account.chargesHidden
            ? t("hidden")
            : projected
              ? byFrames(t("projected", { range: format.moneyRange(projected, account.currency) }))
              : t("soFar")
        }
      />
      <Figure
        name={t("medianName")}
        value={format.duration(seconds?.median ?? null)}
        note={byFrames(
          seconds
            ? t("spread", { p95: format.duration(seconds.p95), slowest: format.duration(seconds.slowest) })
            : loaded === "none"
              ? t("noneLoaded")
              : t("noneDone"),
        )}
      />
      {!hasEnded && (
        <Figure
          name={t("renderingName")}
          value={format.count(executing)}
          note={
            executing === 0
              ? t("notRendering")
              : figures.slowestRunning !== null
                ? byFrames(t("slowestRunning", { ratio: figures.slowestRunning }))
                : isAllLoaded
                  ? t("noComparison")
                  : t("rendering")
          }
        />
      )}
      <Figure
        name={t("failedName")}
        value={format.count(counts.failed)}
        tone={counts.failed > 0 ? "bad" : undefined}
        note={
          loaded === "none"
            ? t("failed")
            : byFrames(t("retries", { count: figures.resubmitted, outliers: figures.outliers }))
        }
      />
      {figures.firstTimeoutMs !== null && (
        <Figure
          name={t("timeoutName")}
          value={format.duration((figures.firstTimeoutMs - nowMs) / 1000)}
          note={byFrames(t(figures.taskLimitSeconds === null ? "timeoutUncertain" : "timeout"))}
        />
      )}
    </dl>
  );
}

function Figure({
  name,
  value,
  note,
  tone,
}: {
  name: string;
  value: ReactNode;
  note: string;
  tone?: "bad" | undefined;
}) {
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

/** What the leaf will have cost in the end; null when it has ended or no price of its remaining frames is known. */
function projection(figures: FrameFigures, { rollUp }: TaskNode, charged: number): CostRange | null {
  const remaining = priceOfFrames([remainingPart(rollUp, figures.basis)]);
  return remaining === null || remaining.unpriced > 0 ? null : projectedCost(charged, remaining);
}
