/** The pixels of the strip: one per cell, scaled up by the canvas without smoothing. */

import { frameCharge } from "../../protocol/charges";
import { elapsedSeconds, type FrameFigures } from "../../protocol/frames/frame-figures";
import { frameStatus } from "../../protocol/frames/frame-status";
import type { StatusTone } from "../../protocol/tasks/task-status";
import type { FrameRow } from "../../queries/frames/frame-set";

export type Rgb = readonly [number, number, number];
export type ColorBy = "status" | "time" | "cost";
export type Palette = {
  readonly tones: Readonly<Record<StatusTone, Rgb>>;
  readonly empty: Rgb;
  readonly scale: readonly [Rgb, Rgb];
};

const tones: readonly StatusTone[] = ["active", "good", "bad", "halted", "held", "idle", "unknown"];

const palettes = new Map<string, Palette>();

/** The colours of theme.css for the current scheme; read from the document once per scheme. */
export function readPalette(element: Element, scheme: string): Palette {
  const cached = palettes.get(scheme);
  if (cached) return cached;
  const palette = computePalette(element);
  palettes.set(scheme, palette);
  return palette;
}

function computePalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const color = (name: string): Rgb => parseHex(style.getPropertyValue(name).trim());
  return {
    tones: {
      active: color("--tone-active"),
      good: color("--tone-good"),
      bad: color("--tone-bad"),
      halted: color("--tone-halted"),
      held: color("--tone-held"),
      // Lighter than the badge: waiting frames often fill most of the strip.
      idle: color("--cell-idle"),
      unknown: color("--tone-unknown"),
    },
    empty: color("--bar-empty"),
    scale: [color("--scale-low"), color("--scale-high")],
  };
}

/** `#rrggbb` as three bytes; anything else is grey. */
export function parseHex(text: string): Rgb {
  const value = /^#([0-9a-f]{6})$/i.exec(text)?.[1];
  if (value === undefined) return [128, 128, 128];
  const number = Number.parseInt(value, 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

/** The value of a frame on a colour scale; null where it has none yet. */
export function scaleValue(row: FrameRow, by: "time" | "cost", nowMs: number): number | null {
  if (by === "time") return elapsedSeconds(row.frame, nowMs);
  const charge = frameCharge(row.frame);
  return charge !== null && charge > 0 ? charge : null;
}

/** The value at the far end of the scale: for times a little above the 95th percentile, so that one outlier does not fade all others. */
export function scaleTop(rows: readonly FrameRow[], by: "time" | "cost", figures: FrameFigures, nowMs: number): number {
  if (by === "time" && figures.seconds) return figures.seconds.p95 * 1.2 || 1;
  let top = 0;
  for (const row of rows) top = Math.max(top, scaleValue(row, by, nowMs) ?? 0);
  return top || 1;
}

/** Writes RGBA of every cell in row order. Frames that are not loaded are empty, those that the filters leave out faded. */
export function paintCells(
  rows: readonly FrameRow[],
  options: {
    readonly by: ColorBy;
    readonly palette: Palette;
    readonly top: number;
    readonly nowMs: number;
    readonly isMatching: (row: FrameRow) => boolean;
    /** Number of cells. */
    readonly count: number;
    readonly into: Uint8ClampedArray;
  },
): void {
  const { by, palette, top, nowMs, isMatching, count, into } = options;
  const { empty, scale } = palette;
  const byTone = new Map<StatusTone, Rgb>(tones.map((tone) => [tone, palette.tones[tone]]));
  const colorOf = (row: FrameRow): Rgb => {
    if (by === "status") return byTone.get(frameStatus(row.frame.statusCode).tone) ?? empty;
    const value = scaleValue(row, by, nowMs);
    return value === null ? empty : mix(scale[0], scale[1], Math.min(1, value / top));
  };
  const paint = (index: number, color: Rgb) => {
    into[index * 4] = color[0];
    into[index * 4 + 1] = color[1];
    into[index * 4 + 2] = color[2];
    into[index * 4 + 3] = 255;
  };
  rows.forEach((row, index) => {
    paint(index, isMatching(row) ? colorOf(row) : mix(empty, colorOf(row), 0.18));
  });
  for (let index = rows.length; index < count; index += 1) paint(index, empty);
}
