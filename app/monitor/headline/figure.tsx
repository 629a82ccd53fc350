import type { ReactNode } from "react";
import classes from "./headline.module.css";

/** A figure with more letters is smaller, so that it fits. */
const LONG = 8;

type FigureProps = {
  value: string;
  name: string;
  aside: string | null;
  chart?: ReactNode;
  /** Wraps the figure into its link. */
  children?: (content: ReactNode) => ReactNode;
};

/** A figure of the headline: value, name, and what it leaves out. */
export function Figure({ value, name, aside, chart, children }: FigureProps) {
  const content = (
    <>
      <strong className={classes["value"]} data-long={value.length > LONG || undefined}>
        {value}
      </strong>
      <span className={classes["name"]}>{name}</span>
      <span className={classes["aside"]}>{aside}</span>
    </>
  );
  return (
    <div className={classes["figure"]}>
      {children ? children(content) : content}
      {chart}
    </div>
  );
}
