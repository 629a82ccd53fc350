import { type ReactNode, useId } from "react";
import classes from "./choice.module.css";

/** A choice of one of a few visible values: native radio buttons, so that the arrow keys move between them. */
export function Choice<Value extends string | number>({
  label,
  help,
  error,
  value,
  options,
  stacked,
  onChange,
}: {
  label: string;
  help?: ReactNode;
  error?: ReactNode;
  /** null: nothing is chosen. */
  value: Value | null;
  options: readonly { readonly value: Value; readonly label: string; readonly disabled?: boolean }[];
  /** Puts the label above the options, as in forms, instead of beside them. */
  stacked?: boolean;
  onChange: (value: Value) => void;
}) {
  return (
    <ChoiceFrame label={label} help={help} error={error} stacked={stacked}>
      {(name) =>
        options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              data-obstacle={error ? true : undefined}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))
      }
    </ChoiceFrame>
  );
}

/** The frame of a choice: label, help and error. Other fields beside choices use it too. */
export function ChoiceFrame({
  label,
  help,
  error,
  stacked = false,
  children,
}: {
  label: string;
  help?: ReactNode;
  error?: ReactNode;
  stacked?: boolean | undefined;
  /** Receives the shared name of the radio buttons. */
  children: (name: string) => ReactNode;
}) {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset
      className={classes["choice"]}
      data-stacked={stacked || undefined}
      {...(described ? { "aria-describedby": described } : {})}
    >
      <legend>{label}</legend>
      <div className={classes["options"]}>{children(id)}</div>
      {help && (
        <p id={`${id}-help`} className={classes["help"]}>
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={classes["error"]}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
