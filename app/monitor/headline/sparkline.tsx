/** A curve over time with uPlot. It needs a new key when theme or type size change: both are read when it is built. */
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { hasCanvas } from "../../ui/browser/has-canvas";
import { useFormat } from "../../ui/format/format";
import classes from "./trend-chart.module.css";

export type TrendProps = {
  readonly kind: "bars" | "area";
  /** Name of the colour token. */
  readonly tone: `--${string}`;
  /** Epoch seconds, evenly spaced. */
  readonly x: number[];
  /** null: no data of that time, a hole in the curve. */
  readonly y: (number | null)[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly axis: (value: number) => string;
  readonly label: string;
};

export function TrendChart({ kind, tone, x, y, fromMs, toMs, axis, label }: TrendProps) {
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ fromMs, toMs, axis, format });
  useEffect(() => {
    latest.current = { fromMs, toMs, axis, format };
  });

  useEffect(() => {
    const element = box.current;
    if (!element || !hasCanvas()) return;
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => style.getPropertyValue(name).trim();
    const type = Math.max(11, 0.8 * Number.parseFloat(getComputedStyle(element).fontSize) || 11);
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const bars = uPlot.paths.bars?.({ size: [0.9, 14], align: 1 });
    const common = { stroke: token("--ink-faint"), ticks: { show: false }, font: `${type}px ${token("--font")}` };
    const series: uPlot.Series =
      kind === "bars"
        ? { ...(bars ? { paths: bars } : {}), fill: token(tone), width: 0 }
        : { stroke: token(tone), fill: `${token(tone)}33`, width: 2 };
    const chart = new uPlot(
      {
        ...size(),
        // Room for half of the last label, which is centred on the end of the axis.
        padding: [6, type * 1.5, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: () => [latest.current.fromMs / 1000, latest.current.toMs / 1000] },
          y: { range: (_chart, _min, max) => [0, Math.max(1, max) * 1.05] },
        },
        axes: [
          {
            ...common,
            grid: { show: false },
            size: type + 8,
            space: type * 5,
            incrs: [300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400],
            values: (_chart, splits) => splits.map((split) => latest.current.format.clock(split * 1000, split * 1000)),
          },
          {
            ...common,
            grid: { stroke: token("--line"), width: 1 },
            size: type * 3.4,
            space: type * 2.2,
            values: (_chart, splits) => splits.map((split) => latest.current.axis(split)),
          },
        ],
        series: [{}, { ...series, points: { show: false }, spanGaps: false }],
      },
      [[], []],
      element,
    );
    plot.current = chart;
    const observer = new ResizeObserver(() => chart.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [kind, tone]);

  useEffect(() => {
    plot.current?.setData([x, y]);
  }, [x, y]);

  return <div ref={box} className={classes["chart"]} role="img" aria-label={label} />;
}
