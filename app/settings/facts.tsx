import type { ReactNode } from "react";
import { CopyButton } from "../ui/controls/copy-button";
import { EMPTY_CELL } from "../ui/format/format";
import classes from "./facts.module.css";

export type Fact = {
  readonly label: string;
  /** null or "": the farm sends no value. */
  readonly value: string | null;
  /** An explanation, under the value. */
  readonly note?: ReactNode;
  /** Has a button that copies the value. */
  readonly copy?: boolean;
};

/** A list of named values. Text written by others keeps its own direction (bdi). */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes["facts"]}>
      {facts.map(({ label, value, note, copy }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <bdi>{value || EMPTY_CELL}</bdi>
            {copy && value && <CopyButton text={value} what={label} />}
          </dd>
          {note && <dd>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
