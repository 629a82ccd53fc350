/** The bar: range, period, grouping and figure, all on the URL, and what the page gives away. */
import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import { usageDimensions, usagePeriods } from "../mirror/recorded-history";
import classes from "./history-bar.module.css";
import { rangeNames } from "./history-search";
import type { HistoryView } from "./history-view";
import { isPeriodAllowed } from "./range/range";

export function HistoryBar({
  view: { search, change, range, period, figure, figures },
  onCsv,
}: {
  view: HistoryView;
  /** null: there is no data yet. */
  onCsv: (() => void) | null;
}) {
  const t = useTranslations("history");
  return (
    <header className={classes["bar"]}>
      <h1>{t("title")}</h1>
      <Select
        label={t("bar.range")}
        value={search.range}
        options={rangeNames.map((value) => ({ value, label: t(`range.${value}`) }))}
        onChange={(next) =>
          // The own range begins with the days that were in view.
          change(
            next === "own"
              ? { range: next, from: range.firstDay, to: range.lastDay }
              : { range: next, from: undefined, to: undefined },
          )
        }
      />
      {search.range === "own" &&
        (["from", "to"] as const).map((end) => (
          <input
            key={end}
            type="date"
            aria-label={t(`bar.${end}`)}
            value={end === "from" ? range.firstDay : range.lastDay}
            onChange={({ currentTarget: { value } }) => {
              if (value !== "") change({ from: range.firstDay, to: range.lastDay, [end]: value });
            }}
          />
        ))}
      <Select
        label={t("bar.per")}
        value={period}
        options={usagePeriods.map((value) => {
          const isAllowed = isPeriodAllowed(value, range.days);
          const name = t(`periods.${value}`);
          return { value, label: isAllowed ? name : t("bar.tooLong", { period: name }), isDisabled: !isAllowed };
        })}
        onChange={(per) => change({ per })}
      />
      <Select
        label={t("bar.by")}
        value={search.by}
        options={usageDimensions.map((value) => ({ value, label: t(`values.${value}`) }))}
        onChange={(by) => change({ by, sort: "" })}
      />
      <Select
        label={t("bar.figure")}
        value={figure}
        options={figures.map((value) => ({ value, label: t(`figure.${value}`) }))}
        onChange={(next) => change({ figure: next, sort: "" })}
      />
      <span className={classes["grow"]} />
      <Button variant="default" disabled={onCsv === null} onClick={() => onCsv?.()}>
        {t("bar.csv")}
      </Button>
      <Button variant="default" onClick={() => window.print()}>
        {t("bar.print")}
      </Button>
    </header>
  );
}

function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string; readonly isDisabled?: boolean }[];
  onChange: (value: Value) => void;
}) {
  return (
    <select
      aria-label={label}
      title={label}
      value={value}
      onChange={({ currentTarget }) => {
        const chosen = options.find((option) => option.value === currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.isDisabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
