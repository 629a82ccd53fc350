import type { ComponentProps, ReactNode } from "react";
import type { StatusTone } from "../../protocol/tasks/task-status";
import { useFormat } from "../format/format";
import classes from "./filter-chips.module.css";
import { toggled } from "./toggled";

export type Chip = {
  readonly key: string;
  readonly label: string;
  readonly glyph: string;
  readonly tone: StatusTone;
  /** null: not loaded yet. */
  readonly count: number | null;
  /** Shown with a count of 0 too, so that the chips after it stay in their places. */
  readonly fixed?: boolean;
};

export type ChipsProps = {
  label: string;
  chips: readonly Chip[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  before?: ReactNode;
};

/** The chips that are fixed, or whose value occurs or is chosen. */
export const shownChips = ({ chips, chosen }: Pick<ChipsProps, "chips" | "chosen">) =>
  chips.filter(({ key, count, fixed }) => fixed === true || Number(count) > 0 || chosen.includes(key));

/** A row of chips with counts, one per value that occurs or is chosen; a pressed chip filters. `before` precedes them. */
export function FilterChips({ label, chips, chosen, onChange, before }: ChipsProps) {
  return (
    <fieldset className={classes["chips"]} aria-label={label}>
      {before}
      {shownChips({ chips, chosen }).map((chip) => (
        <ChipButton
          key={chip.key}
          chip={chip}
          pressed={chosen.includes(chip.key)}
          onClick={() => onChange(toggled(chosen, chip.key))}
        />
      ))}
    </fieldset>
  );
}

export function ChipButton({
  chip: { label, glyph, tone, count },
  pressed,
  ...rest
}: { chip: Chip; pressed: boolean } & Omit<ComponentProps<"button">, "className" | "type">) {
  const format = useFormat();
  return (
    <button type="button" aria-pressed={pressed} className={classes["chip"]} {...rest}>
      <span aria-hidden="true" className="tone" data-tone={tone}>
        {glyph}
      </span>
      {label}
      {count !== null && <strong>{format.count(count)}</strong>}
    </button>
  );
}

/** An active filter without a count; pressing it removes the filter. */
export function ActiveFilter({ label, hint, onEnd }: { label: string; hint: string; onEnd: () => void }) {
  return (
    <button type="button" aria-pressed="true" className={classes["chip"]} title={hint} onClick={onEnd}>
      {label} <span aria-hidden="true">×</span>
    </button>
  );
}
