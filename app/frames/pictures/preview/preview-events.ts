/** Opens the preview of the focused row by Space, and lets an open one follow the focus. For the element around rows with `data-row`. */
import type { FocusEvent, KeyboardEvent } from "react";
import type { PreviewStore } from "./preview-store";

const rowOf = (target: EventTarget) => (target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null);
/** A control in a cell has the key for itself. */
const hasControl = (target: EventTarget, row: Element) =>
  target !== row &&
  target instanceof Element &&
  (target.matches("button, input, a") || target.querySelector("button, input, a"));

/** Ctrl Space, as on the contact sheet, and Enter select the row instead. */
export const previewEvents = (preview: PreviewStore) => ({
  onKeyDownCapture: (event: KeyboardEvent) => {
    const row = rowOf(event.target);
    if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !row) return;
    if (hasControl(event.target, row)) return;
    preview.toggle(Number(row.dataset["row"]));
    event.preventDefault();
  },
  onFocus: ({ target }: FocusEvent) => {
    const row = rowOf(target);
    // A click on a picture decides itself what is shown.
    if (row && !target.matches("[data-thumbnail]")) preview.follow(Number(row.dataset["row"]));
  },
  onScrollCapture: preview.scrolled,
});
