/** Elements of a tree grid: the one that takes the focus, the control of a cell, and the scroll to a row. */
import type { GridFocus } from "./model";

/** Height of the header, px: it covers the first rows of the scrolled ones. */
const HEAD_HEIGHT = 28;

/** Scrolls as little as brings a row into view. */
export function scrollIntoView(scroller: HTMLElement | null, top: number, height: number): void {
  if (scroller === null) return;
  const lowest = top + height + HEAD_HEIGHT - scroller.clientHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (lowest > scroller.scrollTop) scroller.scrollTop = lowest;
}

export function focusTarget(grid: HTMLElement | null, focus: GridFocus): HTMLElement | null {
  const row = grid?.querySelector<HTMLElement>(`[data-row="${focus.row}"]`) ?? null;
  if (row === null || (focus.column === null && focus.row !== "header")) return row;
  return row.querySelector<HTMLElement>(`[aria-colindex="${(focus.column ?? 0) + 1}"]`);
}

/** Activates the control of a cell; false: the cell has none. */
export function activateCell(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement) || target.getAttribute("role") === "row") return false;
  const control = target.matches("button, a, input") ? null : target.querySelector<HTMLElement>("button, a, input");
  control?.click();
  return control !== null || target.matches("button, a, input");
}
