/** Render time per frame with median, 95th percentile and outliers; dragging over it filters to those frames. */
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { useTranslations } from "use-intl";
import "uplot/dist/uPlot.min.css";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { FrameRow } from "../../queries/frames/frame-set";
import { hasCanvas } from "../../ui/browser/has-canvas";
import { useFormat } from "../../ui/format/format";
import { useFrameLabels } from "../frame-labels";
import classes from "./chart.module.css";
import { type Brush, barKinds, brushed, chartEnds, chartSeries } from "./chart-series";

const HEIGHT = 104;
/** Space above the highest bar, as a share: for the marks of outliers and the label of a line. */
const HEADROOM = 1.15;
/** Smallest width of the labels of the time axis, px; longer labels widen it. */
const AXIS_WIDTH = 58;
const AXIS_GAP = 8;
/** Gap between two frame names below the bars, px. */
const NAME_GAP = 14;
/** Number of frame names whose width is measured. */
const SAMPLE = 40;
const SIXTIETHS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 45];
/** Steps of the time axis, seconds: round numbers of minutes and hours. */
const TIME_STEPS = [
  ...SIXTIETHS,
  ...SIXTIETHS.map((minutes) => minutes * 60),
  ...[1, 2, 3, 4, 5, 6, 8, 10, 12].map((hours) => hours * 3600),
  ...[1, 2, 3, 4, 5, 10, 20, 50, 100].map((days) => days * 86_400),
];

/** The colours of the states, as in strip and table. */
const barTones = {
  done: "--tone-good",
  executing: "--tone-active",
  stopped: "--tone-halted",
  failed: "--tone-bad",
} as const;

const noMarks: ReturnType<typeof chartSeries>["slow"] = [];

export type ChartProps = {
  readonly rows: readonly FrameRow[];
  readonly figures: FrameFigures;
  readonly nowMs: number;
  readonly onBrush: (brush: Brush) => void;
};

/** Needs a new key when the theme changes: colours are read when the chart is built. */
export function FrameChart({ rows, figures, nowMs, onBrush }: ChartProps) {
  const t = useTranslations("frames.chart");
  const format = useFormat();
  const labels = useFrameLabels();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const lineName = (figure: "median" | "p95", seconds: number) => t(figure, { time: format.duration(seconds) });
  const latest = useRef({ rows, figures, onBrush, format, labels, lineName, slow: noMarks });
  useEffect(() => {
    const { slow } = latest.current;
    latest.current = { rows, figures, onBrush, format, labels, lineName, slow };
  });

  useEffect(() => {
    const element = box.current;
    // uPlot throws without a canvas; the table has the same data.
    if (!element || !hasCanvas()) return;
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const font = `11px ${token("--font")}`;
    const nameAt = (place: number) => {
      const row = latest.current.rows[place];
      return row ? latest.current.labels.name(row.name) : "";
    };
    // On a second canvas: uPlot caches the font that it set last on its own.
    const ruler = new OffscreenCanvas(1, 1).getContext("2d");
    if (ruler) ruler.font = font;
    const widest = (texts: readonly string[]) =>
      Math.max(0, ...texts.map((text) => ruler?.measureText(text).width ?? 0));
    /** The widest of a sample: to measure 100,000 names takes too long, and their widths hardly differ. */
    const widestName = () => {
      const last = latest.current.rows.length - 1;
      const some = Array.from({ length: SAMPLE }, (_, part) => nameAt(Math.round((last * part) / (SAMPLE - 1))));
      return widest(some);
    };
    const bars = uPlot.paths.bars?.({ size: [0.9, 14] });
    /** Room at the right for the names of the lines, px. */
    const namesWidth = () => {
      const { figures: now, lineName: nameOf } = latest.current;
      return now.seconds
        ? Math.ceil(widest([nameOf("median", now.seconds.median), nameOf("p95", now.seconds.p95)])) + NAME_GAP
        : NAME_GAP;
    };
    /** A dashed line with its name beside the bars, above or below it: the two lines may be close together. */
    const line = (figure: "median" | "p95", dash: number[], side: "above" | "below") => (chart: uPlot) => {
      const value = latest.current.figures.seconds?.[figure];
      if (value === undefined) return;
      const y = chart.valToPos(value, "y", true);
      const { ctx, bbox } = chart;
      const scale = window.devicePixelRatio || 1;
      const end = bbox.left + bbox.width;
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = token("--ink-soft");
      ctx.setLineDash(dash);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(end, y);
      ctx.stroke();
      ctx.font = `${11 * scale}px ${token("--font")}`;
      ctx.textAlign = "start";
      ctx.textBaseline = side === "above" ? "bottom" : "top";
      const at = y + (side === "above" ? -1 : 1) * scale;
      ctx.fillText(latest.current.lineName(figure, value), end + 4 * scale, at);
      ctx.restore();
    };
    /** A triangle above the bar of an outlier, as in the table. */
    const marks = (chart: uPlot) => {
      const { ctx } = chart;
      const side = 4 * (window.devicePixelRatio || 1);
      ctx.save();
      ctx.fillStyle = token("--tone-halted");
      for (const { x, seconds } of latest.current.slow) {
        const [left, top] = [chart.valToPos(x, "x", true), chart.valToPos(seconds, "y", true) - 1];
        ctx.beginPath();
        ctx.moveTo(left - side, top);
        ctx.lineTo(left + side, top);
        ctx.lineTo(left, top - side * 1.6);
        ctx.fill();
      }
      ctx.restore();
    };
    // The lines of median and p95 remain in view for any filter.
    const top = (slowest: number | null) => Math.max(1, slowest ?? 0, latest.current.figures.seconds?.p95 ?? 0);
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        padding: [null, namesWidth, null, null],
        legend: { show: false },
        cursor: { drag: { x: true, y: false, setScale: false }, points: { show: false }, y: false },
        scales: {
          x: { time: false, range: () => chartEnds(latest.current.rows.length) },
          y: { range: (_chart, _min, max) => [0, top(max) * HEADROOM] },
        },
        axes: [
          {
            stroke: token("--ink-faint"),
            grid: { show: false },
            ticks: { show: false },
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000],
            size: 18,
            font,
            space: () => widestName() + NAME_GAP,
            values: (_chart, splits) => splits.map(nameAt),
          },
          {
            stroke: token("--ink-faint"),
            grid: { stroke: token("--line"), width: 1 },
            ticks: { show: false },
            font,
            size: (_chart, texts: readonly string[] | null) =>
              Math.ceil(Math.max(AXIS_WIDTH, widest(texts ?? []) + AXIS_GAP)),
            space: 17,
            incrs: TIME_STEPS,
            values: (_chart, splits) => splits.map((split) => latest.current.format.mark(split)),
          },
        ],
        series: [
          {},
          ...barKinds.map((kind) => ({
            ...(bars ? { paths: bars } : {}),
            fill: token(barTones[kind]),
            width: 0,
            points: { show: false },
          })),
        ],
        hooks: {
          draw: [marks, line("p95", [1, 3], "above"), line("median", [4, 3], "below")],
          setSelect: [
            (self) => {
              const { left, width } = self.select;
              if (width < 3) return;
              const current = latest.current;
              current.onBrush(brushed(current.rows, self.posToVal(left, "x"), self.posToVal(left + width, "x")));
              self.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
            },
          ],
        },
      },
      [[], ...barKinds.map(() => [])],
      element,
    );
    plot.current = chart;
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, []);

  useEffect(() => {
    const { x, bars, slow } = chartSeries(rows, figures, nowMs);
    latest.current.slow = slow;
    plot.current?.setData([x, ...barKinds.map((kind) => bars[kind])]);
  }, [rows, figures, nowMs]);

  const label = figures.seconds
    ? t("label", {
        median: format.duration(figures.seconds.median),
        p95: format.duration(figures.seconds.p95),
        count: figures.outliers,
      })
    : t("empty");
  return (
    <figure className={classes["chart"]}>
      <figcaption>
        <strong>{t("title")}</strong> <span className="faint">{label}</span>
      </figcaption>
      <div ref={box} role="img" aria-label={label} />
    </figure>
  );
}
