/** One tab stop for a list of links: arrow keys, Home and End move within it. */
import type { KeyboardEvent } from "react";

const steps: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_at, last) => last,
};

/** Key handler of each link in a list marked `data-roving-list`: moves the focus among its links. */
export function moveRovingFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const list = event.currentTarget.closest("[data-roving-list]");
  const links = [...(list?.querySelectorAll<HTMLElement>("[data-roving]") ?? [])];
  const at = links.indexOf(event.currentTarget);
  if (at < 0) return;
  event.preventDefault();
  links[step(at, links.length - 1)]?.focus();
}

/** The tab stop is the current link, or the first one when none is current. */
export const rovingTabIndex = (isCurrent: boolean, index: number, hasCurrent: boolean): 0 | -1 =>
  isCurrent || (!hasCurrent && index === 0) ? 0 : -1;
