/** Moves the DOM focus in a tree grid: by keys, when the list opens again, and when the focused row leaves the list. */
import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { isFocusFree } from "./focus-memory";
import { focusTarget, scrollIntoView } from "./grid-elements";
import type { GridFocus, RowId, TreeRow } from "./model";

export function useFocusMoves<T>({
  scroller,
  rows,
  indexOf,
  rowHeight,
  focus,
  setFocus,
  openedAt,
  scrollToIndex,
}: {
  scroller: RefObject<HTMLElement | null>;
  rows: readonly TreeRow<T>[];
  indexOf: (id: RowId) => number;
  /** In px. */
  rowHeight: number;
  focus: GridFocus | null;
  setFocus: (focus: GridFocus) => void;
  /** The row that had the focus when the list closed. */
  openedAt: GridFocus["row"] | undefined;
  scrollToIndex: (index: number) => void;
}) {
  const focusedIndex = focus === null || focus.row === "header" ? -1 : indexOf(focus.row);
  // The DOM focus follows a keyboard move only; a refresh of the data never takes it.
  const follow = useRef(false);
  // A list that opens again takes the focus to its row, unless something else has it. The scroll offset is restored apart.
  const isRestoring = useRef(focus !== null);
  useLayoutEffect(() => {
    if (!isRestoring.current || focus === null) return;
    // The first render has no rows: the virtualiser measures the scroller after it.
    const target = focusTarget(scroller.current, focus);
    isRestoring.current = target === null && focusedIndex >= 0 && isFocusFree();
    if (!isFocusFree() || target === null) return;
    target.focus({ preventScroll: true });
    if (focusedIndex >= 0 && focus.row !== openedAt)
      scrollIntoView(scroller.current, focusedIndex * rowHeight, rowHeight);
  });
  useLayoutEffect(() => {
    if (!follow.current || focus === null) return;
    const target = focusTarget(scroller.current, focus);
    if (target === null) return;
    follow.current = false;
    target.focus({ preventScroll: focus.row === "header" });
    if (focus.column !== null) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  const moveFocus = (next: GridFocus) => {
    follow.current = true;
    // Always a new object: focus that returns from a panel to the same cell must count as a move.
    setFocus({ ...next });
    if (next.row !== "header") scrollToIndex(indexOf(next.row));
  };
  // A focused row that leaves the list hands the focus to the row in its place.
  const focused = useRef<{ readonly element: Element; readonly index: number } | null>(null);
  useLayoutEffect(() => {
    const { element, index = 0 } = focused.current ?? {};
    const row = rows[Math.min(index, rows.length - 1)];
    if (element === undefined || element.isConnected || !isFocusFree() || row === undefined) return;
    focused.current = null;
    moveFocus({ row: row.id, column: null });
  });
  const onFocus = ({ target }: FocusEvent<HTMLDivElement>) => {
    const row = target.closest<HTMLElement>("[data-row]")?.dataset["row"];
    focused.current = { element: target, index: Math.max(0, indexOf(Number(row))) };
  };
  const onBlur = ({ target }: FocusEvent<HTMLDivElement>) => {
    // The browser reports the blur of an element that is being removed, too.
    queueMicrotask(() => {
      if (target.isConnected && document.activeElement !== target) focused.current = null;
    });
  };
  return { moveFocus, onFocus, onBlur };
}
