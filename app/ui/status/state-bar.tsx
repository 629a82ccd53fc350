/** Frame states as one stacked bar with "n / total" beside it. The segments are a CSS gradient, so a bar is one element. */
import { useTranslations } from "use-intl";
import type { FrameCounts } from "../../protocol/tasks/task-tree";
import { useFormat } from "../format/format";
import classes from "./state-bar.module.css";

/** Segments from left to right; the rest of the bar is waiting frames. */
const segments = [
  ["done", "--tone-good"],
  ["executing", "--tone-active"],
  ["failed", "--tone-bad"],
  ["stopped", "--tone-halted"],
] as const satisfies readonly (readonly [keyof FrameCounts, string])[];

/** Least width of a segment, px: one failed frame among thousands stays visible. */
const MIN_WIDTH = 3;

/** The CSS background of a bar. A state with at least one frame, waiting too, is at least MIN_WIDTH wide; the largest gives way. */
export function barBackground(counts: FrameCounts): string {
  if (counts.total === 0) return "var(--bar-empty)";
  const counted = segments.map(([key, token]) => ({ token, count: counts[key] }));
  const sum = counted.reduce((all, { count }) => all + count, 0);
  const waiting = { token: "--bar-empty", count: counts.total - sum } as const;
  const parts = [...counted, waiting].filter(({ count }) => count > 0);
  let upTo = 0;
  let end = "0px";
  const stops = parts.map(({ token, count }, index) => {
    upTo += count;
    const share = ((upTo / Math.max(sum, counts.total)) * 100).toFixed(2);
    // The end by its share, moved so that this segment and all that follow have the least width.
    const following = (parts.length - 1 - index) * MIN_WIDTH;
    end = `min(100% - ${following}px, max(${end} + ${MIN_WIDTH}px, ${share}%))`;
    // From 0: a segment begins where the one before it ends.
    return `var(${token}) 0 ${end}`;
  });
  return `linear-gradient(to right, ${stops.join(", ")})`;
}

/** A sentence with every frame count of a task. The numbers are formatted before they enter the message: ICU number arguments are ten times slower. */
export function useCountsLabel(): (counts: FrameCounts) => string {
  const t = useTranslations("frame.counts");
  const { count } = useFormat();
  return ({ total, done, executing, failed, stopped, waiting }) =>
    total === 0
      ? t("none")
      : t("summary", {
          total: count(total),
          done: count(done),
          executing: count(executing),
          failed: count(failed),
          stopped: count(stopped),
          waiting: count(waiting),
        });
}

/** The bar and its text; the tooltip lists every count. */
export function StateBar({ counts }: { counts: FrameCounts }) {
  const format = useFormat();
  const label = useCountsLabel()(counts);
  return (
    <span className={classes["state"]} title={label}>
      <span className={classes["bar"]} style={{ background: barBackground(counts) }} role="img" aria-label={label} />
      <span className={classes["text"]}>
        {counts.total === 0 ? "" : `${format.count(counts.done)} / ${format.count(counts.total)}`}
      </span>
    </span>
  );
}
