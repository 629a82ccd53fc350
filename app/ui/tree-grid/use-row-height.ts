import { type RefObject, useLayoutEffect, useRef } from "react";

/** Another height of the rows keeps the first row in view at its place. */
export function useRowHeight(
  scroller: RefObject<HTMLElement | null>,
  rowHeight: number,
  virtualizer: { readonly measure: () => void },
): void {
  const before = useRef(rowHeight);
  /** The first row in view, with the part of it that is scrolled away. */
  const pending = useRef<number | null>(null);
  // After every render: the list has its new height only after the next one.
  useLayoutEffect(() => {
    const { current: element } = scroller;
    if (element === null) return;
    if (pending.current !== null) {
      element.scrollTo({ top: pending.current * rowHeight });
      pending.current = null;
    }
    if (before.current === rowHeight) return;
    pending.current = element.scrollTop / before.current;
    before.current = rowHeight;
    virtualizer.measure();
  });
}
