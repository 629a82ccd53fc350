/** The figures of a leaf. Numbers of frames are buttons that show these frames. */

import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { chargeSum } from "../../protocol/charges";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { type CostRange, priceOfFrames, projectedCost, remainingPart } from "../../protocol/pricing";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useNarrow } from "../../ui/browser/narrow";
import { Amount } from "../../ui/format/amount";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import type { FrameSearch } from "../filters/frame-search";
import { OUTLIER } from "../filters/frame-view";
import { Figure, type FigureFilter, Filtering } from "./figure";
import classes from "./figures.module.css";

type FiguresProps = {
  readonly figures: FrameFigures;
  readonly leaf: TaskNode;
  /** How many frames of the leaf the figures are computed from. */
  readonly loaded: "all" | "some" | "none";
  readonly nowMs: number;
  readonly search: FrameSearch;
  readonly onChange: (change: Partial<FrameSearch>) => void;
};

export function FiguresRow({ figures, leaf, loaded, nowMs, search, onChange }: FiguresProps) {
  const t = useTranslations("frames.figures");
  const format = useFormat();
  const account = useCurrency();
  // On a phone three figures are shown, and the others on request.
  const narrow = useNarrow();
  const [isOpen, setOpen] = useState(false);
  const { seconds } = figures;
  const isAllLoaded = loaded === "all";
  // A part of the frames gives neither the rate of the task nor its remaining frames.
  const pace = isAllLoaded ? figures.pace : null;
  // The farm's counts of the task: few of its frames may be loaded.
  const { counts } = leaf.rollUp;
  const { executing } = counts;
  const hasEnded = executing + counts.waiting === 0;
  const eta = pace?.eta;
  const charged = chargeSum(leaf.rollUp) ?? figures.charge;
  const projected = projection(figures, leaf, charged.amount);
  /** Shows the frames of these states, or all again; null where there are none. */
  const filter = (count: number, status: readonly string[], sort = search.sort): FigureFilter | null => {
    const isSet = status.length === search.status.length && status.every((name) => search.status.includes(name));
    const toggle = () => onChange(isSet ? { status: [] } : { status: [...status], sort });
    return count > 0 || isSet ? { isSet, toggle } : null;
  };
  /** Marks a figure of the loaded frames where these are not all; the notes below explain the mark. */
  const marked = (note: ReactNode) => (
    <>
      {note}
      {loaded === "some" && " *"}
    </>
  );
  const { firstTimeoutMs } = figures;
  const isShort = narrow && !isOpen;
  return (
    <div className={classes["row"]}>
      <dl className={classes["figures"]} data-short={isShort}>
        <Figure
          value={format.percent(counts.done, counts.total)}
          note={isShort ? t("doneName") : t("done", { done: counts.done, total: counts.total })}
          name={t("doneName")}
          filter={filter(counts.done, ["done"])}
        />
        <Figure
          name={t("etaName")}
          value={eta ? format.range(eta.earliestMs, eta.latestMs, nowMs) : EMPTY_CELL}
          note={
            isShort
              ? t("etaName")
              : hasEnded
                ? t("ended")
                : pace
                  ? t("pace", { perHour: pace.perMinute * 60 })
                  : executing === 0
                    ? t("notRendering")
                    : isAllLoaded
                      ? t("notEnough")
                      : t("notWhole")
          }
        />
        <Figure
          name={t("failedName")}
          value={format.count(counts.failed)}
          tone={counts.failed > 0 ? "bad" : undefined}
          filter={filter(counts.failed, ["failed", "timedOut"])}
          note={
            isShort || loaded === "none"
              ? t("failed")
              : marked(
                  <>
                    {t("retries", { count: figures.resubmitted })} ·{" "}
                    <Filtering filter={filter(figures.outliers, [OUTLIER], "-ratio")}>
                      {t("outliers", { count: figures.outliers })}
                    </Filtering>
                  </>,
                )
          }
        />
        {!isShort && (
          <>
            <Figure
              name={t("renderingName")}
              value={format.count(executing)}
              filter={filter(executing, ["rendering"])}
              note={
                executing === 0
                  ? t("notRendering")
                  : figures.slowestRunning !== null
                    ? marked(
                        <>
                          {t("rendering")} ·{" "}
                          <Filtering filter={filter(executing, ["rendering"], "-ratio")}>
                            {t("slowestRunning", { ratio: figures.slowestRunning })}
                          </Filtering>
                        </>,
                      )
                    : isAllLoaded
                      ? t("noComparison")
                      : t("rendering")
              }
            />
            <Figure
              name={t("medianName")}
              value={format.duration(seconds?.median ?? null)}
              note={marked(
                seconds
                  ? t("spread", { p95: format.duration(seconds.p95), slowest: format.duration(seconds.slowest) })
                  : loaded === "none"
                    ? t("noneLoaded")
                    : t("noneDone"),
              )}
            />
            <Figure
              name={t("costName")}
              value={<Amount value={charged} account={account} />}
              note={
                account.chargesHidden
                  ? t("hidden")
                  : projected
                    ? marked(t("projected", { range: format.moneyRange(projected, account.currency) }))
                    : t("soFar")
              }
            />
            <Figure
              name={t("timeoutName")}
              value={firstTimeoutMs === null ? EMPTY_CELL : format.duration((firstTimeoutMs - nowMs) / 1000)}
              filter={firstTimeoutMs === null ? null : filter(executing, ["rendering"], "timeout")}
              note={
                firstTimeoutMs === null
                  ? t("noTimeout")
                  : marked(t(figures.taskLimitSeconds === null ? "timeoutUncertain" : "timeout"))
              }
            />
          </>
        )}
      </dl>
      {narrow && (
        <ActionIcon
          variant="default"
          size={34}
          aria-label={t(isOpen ? "less" : "more")}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronUp size={16} aria-hidden="true" /> : <IconChevronDown size={16} aria-hidden="true" />}
        </ActionIcon>
      )}
    </div>
  );
}

/** What the leaf will have cost in the end; null when it has ended or no price of its remaining frames is known. */
function projection(figures: FrameFigures, { rollUp }: TaskNode, charged: number): CostRange | null {
  const remaining = priceOfFrames([remainingPart(rollUp, figures.basis)]);
  return remaining === null || remaining.unpriced > 0 ? null : projectedCost(charged, remaining);
}
