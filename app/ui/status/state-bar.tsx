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

/** Smallest share of a segment, so that a few failed frames among thousands stay visible. */
const MIN_SHARE = 0.02;

/** The CSS background of a bar; a state with at least one frame is at least 2 % wide. */
export function barBackground(counts: FrameCounts): string {
  if (counts.total === 0) return "var(--bar-empty)";
  const shares = segments.map(([key]) => (counts[key] === 0 ? 0 : Math.max(MIN_SHARE, counts[key] / counts.total)));
  const sum = shares.reduce((all, share) => all + share, 0);
  const scale = sum > 1 ? 1 / sum : 1;
  const stops: string[] = [];
  let at = 0;
  segments.forEach(([, token], index) => {
    const next = at + (shares[index] ?? 0) * scale * 100;
    if (next > at) stops.push(`var(${token}) ${at.toFixed(1)}% ${next.toFixed(1)}%`);
    at = next;
  });
  stops.push(`var(--bar-empty) ${at.toFixed(1)}% 100%`);
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
