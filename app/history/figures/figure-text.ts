/** Figures and their differences as text. */

import type { UsageSum } from "../../mirror/usage-sum";
import { useCurrency } from "../../queries/account/currency";
import { EMPTY_CELL, type Format, useFormat } from "../../ui/format/format";
import type { FigureName } from "../history-search";

/** Large means in whole frames, small ones with three digits. */
const ofMeasured = (format: Format, value: number | null) =>
  value === null ? EMPTY_CELL : value >= 100 ? format.count(Math.round(value)) : format.decimal(value);

export type FigureText = {
  /** A value of a figure with its unit: "¥4.80", "120", "3.25 h". */
  readonly ofValue: (figure: FigureName, value: number | null) => string;
  /** The figure of a sum; "≥ ¥4.80" where some frames have no amount. */
  readonly ofSum: (figure: FigureName, sum: UsageSum) => string;
  /** A value without its unit, for a column whose header names it. */
  readonly ofCell: (figure: FigureName, value: number | null, unknown?: number) => string;
};

export function useFigureText(): FigureText {
  const format = useFormat();
  const { currency } = useCurrency();
  const ofCell: FigureText["ofCell"] = (figure, value, unknown = 0) => {
    if (figure === "spend") return format.amount(value, unknown);
    return figure === "machine" || figure === "queue" ? ofMeasured(format, value) : format.count(value);
  };
  const ofValue: FigureText["ofValue"] = (figure, value) => {
    if (figure === "spend") return format.money(value, currency);
    if (figure === "machine") return format.duration(value === null ? null : value * 3600);
    return ofCell(figure, value);
  };
  return {
    ofCell,
    ofValue,
    ofSum: (figure, sum) => {
      if (figure === "spend") return sum.spend === null ? EMPTY_CELL : format.moneySum(sum.spend, currency);
      if (figure === "machine") return format.duration(sum.machineSeconds);
      return ofCell(figure, figure === "queue" ? sum.queueMean : sum[figure]);
    },
  };
}
