/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- a region without controls is scrolled by keys only while it has the focus */
import type { ReactNode } from "react";
import classes from "./scroll-region.module.css";

/** A named region that scrolls when its content is larger. It takes the focus, so that the arrow keys scroll it. */
export function ScrollRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region without controls is scrolled by keys only while it has the focus (WCAG 2.1.1)
    <section className={classes["region"]} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
