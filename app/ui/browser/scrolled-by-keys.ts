/** Props of a scrollable region: keyboard users must be able to focus it to scroll (axe: scrollable-region-focusable). */
export const scrolledByKeys = { tabIndex: 0 } as const;
