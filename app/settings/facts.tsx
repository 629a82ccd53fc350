import type { ReactNode } from "react";
import { CopyButton } from "../ui/controls/copy-button";
import { EMPTY_CELL } from "../ui/format/format";
import classes from "./settings.module.css";

export type Fact = {
  readonly label: string;
  /** null or "": the farm says nothing. */
  readonly value: string | null;
  /** What it means, under the value. */
  readonly note?: ReactNode;
  /** Offers to copy the value. */
  readonly copy?: boolean;
};

/** A list of named values; what an outsider wrote is isolated from the direction of our own text. */
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
