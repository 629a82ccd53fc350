/** One figure: a number with a note below it. Each has its own place in the row, whatever its text. */
import type { ReactNode } from "react";
import classes from "./figures.module.css";

/** A filter that a figure sets, or clears when it is set already. */
export type FigureFilter = { readonly isSet: boolean; readonly toggle: () => void };

export function Figure({
  name,
  value,
  note,
  tone,
  filter,
}: {
  name: string;
  value: ReactNode;
  note: ReactNode;
  tone?: "bad" | undefined;
  /** The number is a button that shows these frames. */
  filter?: FigureFilter | null;
}) {
  return (
    <div className={classes["figure"]}>
      <dt className="visually-hidden">{name}</dt>
      <dd className={tone ? `tone ${classes["value"]}` : classes["value"]} data-tone={tone} title={name}>
        <Filtering filter={filter ?? null}>{value}</Filtering>
      </dd>
      <dd className={classes["note"]}>{note}</dd>
    </div>
  );
}

/** A text as a button that filters; the text alone where there is nothing to show. */
export function Filtering({ filter, children }: { filter: FigureFilter | null; children: ReactNode }) {
  if (filter === null) return children;
  return (
    <button type="button" className={classes["filter"]} aria-pressed={filter.isSet} onClick={filter.toggle}>
      {children}
    </button>
  );
}
