/** The name of a value of the dimension: what the farm calls it, or that there is none. */
import { useTranslations } from "use-intl";
import type { UsageDimension } from "../mirror/recorded-history";
import type { Series } from "./chart/series";

export function useValueNames(by: UsageDimension) {
  const t = useTranslations("history");
  const ofValue = (value: string) => (value === "" ? t(`none.${by}`) : value);
  return {
    ofValue,
    ofSeries: ({ value, count }: Pick<Series, "value" | "count">) =>
      value === null ? t("chart.others", { count }) : ofValue(value),
  };
}
