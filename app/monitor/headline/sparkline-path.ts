/** The shapes of a sparkline: each value is one unit wide, the highest one is HEIGHT high. */

export const HEIGHT = 100;

type Values = readonly (number | null)[];

/** The highest value; 0 without any. */
export const highest = (values: Values): number =>
  values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);

const scaleOf = (values: Values) => {
  const top = highest(values);
  return (value: number) => (top > 0 ? Math.round((value / top) * HEIGHT * 10) / 10 : 0);
};

/** A bar for each value; none for a hole or a zero. */
export function barsPath(values: Values): string {
  const scale = scaleOf(values);
  return values.map((value, index) => (value ? `M${index} ${HEIGHT}v${-scale(value)}h0.9V${HEIGHT}z` : "")).join("");
}

/** An area below the values, interrupted by holes. */
export function areaPath(values: Values): string {
  const scale = scaleOf(values);
  let path = "";
  values.forEach((value, index) => {
    if (value === null) return;
    const y = HEIGHT - scale(value);
    const isFirst = index === 0 || values[index - 1] === null;
    const isLast = index === values.length - 1 || values[index + 1] === null;
    path += isFirst ? `M${index} ${HEIGHT}V${y}` : `L${index} ${y}`;
    if (isLast) path += `H${index + 1}V${HEIGHT}z`;
  });
  return path;
}
