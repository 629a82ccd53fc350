/** For a region that scrolls: whoever has no pointer scrolls by keys, which takes the focus (axe: scrollable-region-focusable). */
export const scrolledByKeys = { tabIndex: 0 } as const;
