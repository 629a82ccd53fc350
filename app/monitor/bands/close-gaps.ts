const segmenter = new Intl.Segmenter();
let measure: CanvasRenderingContext2D | null = null;

/** The room that a cut text leaves after its "…", px: an ellipsis replaces whole letters. */
function gapAfter(part: HTMLElement): number {
  measure ??= document.createElement("canvas").getContext("2d");
  if (!measure) return 0;
  // The property `font` is empty where figures are tabular.
  const { fontWeight, fontSize, fontFamily, textOverflow } = getComputedStyle(part);
  if (textOverflow !== "ellipsis") return 0;
  measure.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  const room = part.getBoundingClientRect().width;
  const text = part.textContent;
  // Not by `scrollWidth`: it is rounded, and half a pixel too much is cut already.
  if (measure.measureText(text).width <= room) return 0;
  let used = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    const width = measure.measureText(`${text.slice(0, index + segment.length)}…`).width;
    if (width > room) break;
    used = width;
  }
  return used === 0 ? 0 : room - used;
}

/** Moves each child to the end of what is visible of the one before it. The layout, and so what is cut, does not change. */
function closeGaps(name: HTMLElement): void {
  const towardsStart = getComputedStyle(name).direction === "rtl" ? 1 : -1;
  const parts = [...name.children].filter((part) => part instanceof HTMLElement);
  const gaps = parts.map(gapAfter);
  let moved = 0;
  for (const [index, part] of parts.entries()) {
    part.style.translate = moved === 0 ? "" : `${towardsStart * moved}px`;
    moved += gaps[index] ?? 0;
  }
}

/** For the ref of an element with the parts of a name, some of them cut with "…": closes the gaps after them, which are wide on a large screen. */
export function observeGaps(name: HTMLElement): () => void {
  const observer = new ResizeObserver(() => closeGaps(name));
  observer.observe(name);
  return () => observer.disconnect();
}
