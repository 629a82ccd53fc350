/** The two canvases of the strip: the cells, and above them the marks of selection and focus. */
import { type RefObject, useEffect } from "react";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useColorScheme } from "../../ui/theme/use-color-scheme";
import type { StripLayout } from "./strip-layout";
import { type ColorBy, paintCells, readPalette } from "./strip-paint";

type CellProps = {
  readonly rows: readonly FrameRow[];
  /** Ids of the rows that match the filters; null: all. */
  readonly matchingIds: ReadonlySet<number> | null;
  readonly colorBy: ColorBy;
  /** The value at the far end of the colour scale. */
  readonly scaleTop: number;
  readonly nowMs: number;
};

/** Paints the cells when frames, filter, colours or size change: one pixel per cell, scaled without smoothing. */
export function useCells(canvas: RefObject<HTMLCanvasElement | null>, layout: StripLayout, props: CellProps) {
  const { rows, matchingIds, colorBy, scaleTop: top, nowMs } = props;
  const scheme = useColorScheme();
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || layout.columns === 0 || layout.rows === 0) return;
    const scale = sizeCanvas(element, layout);
    const image = new ImageData(layout.columns, layout.rows);
    const palette = readPalette(document.documentElement, scheme);
    paintCells(rows, {
      by: colorBy,
      palette,
      top,
      nowMs,
      isMatching: (row) => matchingIds === null || matchingIds.has(row.frame.id),
      count: layout.count,
      into: image.data,
    });
    context.clearRect(0, 0, element.width, element.height);
    drawScaled(context, layout, image);
    if (layout.gap > 0) drawGaps(context, layout, scale);
  }, [canvas, layout, rows, matchingIds, colorBy, top, nowMs, scheme]);
}

/** Sizes a canvas to the layout in device pixels; returns device pixels per CSS pixel. */
function sizeCanvas(element: HTMLCanvasElement, layout: StripLayout): number {
  const scale = window.devicePixelRatio || 1;
  element.width = Math.round(layout.width * scale);
  element.height = Math.round(layout.height * scale);
  element.style.width = `${layout.width}px`;
  element.style.height = `${layout.height}px`;
  return scale;
}

/** Draws selection and focus on the second canvas, so that a selection repaints no cell. */
export function useMarks(
  canvas: RefObject<HTMLCanvasElement | null>,
  layout: StripLayout,
  rows: readonly FrameRow[],
  selected: ReadonlySet<number>,
  focus: number | null,
) {
  const scheme = useColorScheme();
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || layout.columns === 0) return;
    const scale = sizeCanvas(element, layout);
    const side = Math.max(1, layout.cell - layout.gap) * scale;
    const at = (index: number) => ({
      x: (index % layout.columns) * layout.cell * scale,
      y: Math.floor(index / layout.columns) * layout.cell * scale,
    });
    context.fillStyle = context.strokeStyle = scheme === "dark" ? "#ffffff" : "#0d1b33";
    const isOutlined = side >= 6;
    context.lineWidth = Math.max(1.5, scale * 1.5);
    if (selected.size > 0 && !isOutlined) fillSelected(context, layout, rows, selected, scheme === "dark" ? 255 : 20);
    else if (selected.size > 0) {
      rows.forEach((row, index) => {
        if (!selected.has(row.frame.id)) return;
        const { x, y } = at(index);
        context.strokeRect(x + 1, y + 1, side - 2, side - 2);
      });
    }
    if (focus !== null && focus < rows.length) {
      const { x, y } = at(focus);
      context.setLineDash([3, 2]);
      context.strokeRect(x - 1, y - 1, side + 2, side + 2);
    }
  }, [canvas, layout, rows, selected, focus, scheme]);
}

/** Fills selected cells that are too small for an outline, as one image: 100,000 rectangles take a tenth of a second. */
function fillSelected(
  context: CanvasRenderingContext2D,
  layout: StripLayout,
  rows: readonly FrameRow[],
  selected: ReadonlySet<number>,
  shade: number,
) {
  const image = new ImageData(layout.columns, layout.rows);
  // One 32-bit write per pixel, in the byte order of the machine.
  const pixels = new Uint32Array(image.data.buffer);
  const [grey] = new Uint32Array(Uint8Array.of(shade, shade, shade, 255).buffer);
  if (grey === undefined) return;
  for (const [index, row] of rows.entries()) if (selected.has(row.frame.id)) pixels[index] = grey;
  drawScaled(context, layout, image);
}

/** Draws an image of one pixel per cell over the full canvas. */
function drawScaled(context: CanvasRenderingContext2D, layout: StripLayout, image: ImageData) {
  const small = new OffscreenCanvas(layout.columns, layout.rows);
  small.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, context.canvas.width, context.canvas.height);
}

function drawGaps(context: CanvasRenderingContext2D, layout: StripLayout, scale: number) {
  context.globalCompositeOperation = "destination-out";
  for (let column = 1; column <= layout.columns; column += 1) {
    context.fillRect((column * layout.cell - layout.gap) * scale, 0, layout.gap * scale, layout.height * scale);
  }
  for (let row = 1; row <= layout.rows; row += 1) {
    context.fillRect(0, (row * layout.cell - layout.gap) * scale, layout.width * scale, layout.gap * scale);
  }
  context.globalCompositeOperation = "source-over";
}
