import { type ReactNode, useId } from "react";
import classes from "./settings.module.css";

/** One of a few values, all of them in view: native radio buttons, so the arrow keys move between them. */
export function Choice<Value extends string>({
  label,
  help,
  value,
  options,
  onChange,
}: {
  label: string;
  help?: ReactNode;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string }[];
  onChange: (value: Value) => void;
}) {
  const id = useId();
  return (
    <fieldset className={classes["choice"]} {...(help ? { "aria-describedby": `${id}-help` } : {})}>
      <legend>{label}</legend>
      <div className={classes["options"]}>
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {help && (
        <p id={`${id}-help`} className={classes["help"]}>
          {help}
        </p>
      )}
    </fieldset>
  );
}
