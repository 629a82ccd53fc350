import type { ReactNode } from "react";
import type { StatusTone } from "../protocol/task-status";
import classes from "./filter-chips.module.css";
import { useFormat } from "./format";

export type Chip = {
  readonly key: string;
  readonly label: string;
  readonly glyph: string;
  readonly tone: StatusTone;
  readonly count: number;
};

/** One chip a value that occurs or is chosen, with its count; a pressed chip filters. `before` stands in front of them. */
export function FilterChips({
  label,
  chips,
  chosen,
  onChange,
  before,
}: {
  label: string;
  chips: readonly Chip[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  before?: ReactNode;
}) {
  const format = useFormat();
  return (
    <fieldset className={classes["chips"]} aria-label={label}>
      {before}
      {chips.map(({ key, label: name, glyph, tone, count }) => {
        const pressed = chosen.includes(key);
        if (count === 0 && !pressed) return null;
        return (
          <button
            key={key}
            type="button"
            aria-pressed={pressed}
            className={classes["chip"]}
            onClick={() => onChange(pressed ? chosen.filter((other) => other !== key) : [...chosen, key])}
          >
            <span aria-hidden="true" className="tone" data-tone={tone}>
              {glyph}
            </span>
            {name}
            <strong>{format.count(count)}</strong>
          </button>
        );
      })}
    </fieldset>
  );
}

/** A filter in force that is no count of anything; pressing it ends it. */
export function ActiveFilter({ label, hint, onEnd }: { label: string; hint: string; onEnd: () => void }) {
  return (
    <button type="button" aria-pressed="true" className={classes["chip"]} title={hint} onClick={onEnd}>
      {label} <span aria-hidden="true">×</span>
    </button>
  );
}
