/** A curve over the period without axes: its highest value and the start of its data are in words. */
import { useMemo } from "react";
import classes from "./sparkline.module.css";
import { areaPath, barsPath, HEIGHT } from "./sparkline-path";

type Props = {
  readonly kind: "bars" | "area";
  /** null: no data of that time, a hole in the curve. */
  readonly values: readonly (number | null)[];
  readonly label: string;
};

export function Sparkline({ kind, values, label }: Props) {
  const path = useMemo(() => (kind === "bars" ? barsPath : areaPath)(values), [kind, values]);
  return (
    <svg
      className={classes["chart"]}
      data-empty={values.every((value) => value === null) || undefined}
      viewBox={`0 0 ${Math.max(1, values.length)} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}
