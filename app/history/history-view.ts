/** The view that the URL describes, as the page asks for it. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { UsagePeriod } from "../mirror/recorded-history";
import { useCurrency } from "../queries/account/currency";
import { useHalfMinute } from "../ui/browser/now";
import { useFormat } from "../ui/format/format";
import { zoneId } from "../ui/format/zone-id";
import { usePreferences } from "../ui/storage/preferences";
import {
  type FigureName,
  figureNames,
  type HistorySearch,
  readHistorySearch,
  writeHistorySearch,
} from "./history-search";
import { HOUR_MS, periodOf, type Range, rangeOf } from "./range/range";

export type HistoryView = {
  readonly search: HistorySearch;
  readonly change: (next: Partial<HistorySearch>) => void;
  readonly range: Range;
  readonly period: UsagePeriod;
  readonly figure: FigureName;
  /** The figures on offer: none with amounts that are hidden, and no queue of nodes. */
  readonly figures: readonly FigureName[];
  /** IANA name. */
  readonly zone: string;
  /** The current hour's start: the view changes once an hour. */
  readonly hourMs: number;
  readonly chargesHidden: boolean;
};

export function useHistoryView(): HistoryView {
  const url = useSearch({ from: "/history" });
  const search = useMemo(() => readHistorySearch(url), [url]);
  const navigate = useNavigate({ from: "/history" });
  const change = useCallback(
    (next: Partial<HistorySearch>) =>
      void navigate({
        search: (current) => writeHistorySearch({ ...readHistorySearch(current), ...next }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const { timeZone } = usePreferences();
  const { dayKey } = useFormat();
  const { chargesHidden } = useCurrency();
  const hourMs = useHalfMinute((ms) => Math.floor(ms / HOUR_MS) * HOUR_MS);
  const { range: name, from, to } = search;
  const range = useMemo(
    () => rangeOf({ range: name, from, to }, { nowMs: hourMs, today: dayKey(hourMs), zone: timeZone }),
    [name, from, to, hourMs, dayKey, timeZone],
  );
  const figures = figureNames.filter(
    (figure) => !(figure === "spend" && chargesHidden) && !(figure === "queue" && search.by === "node"),
  );
  return {
    search,
    change,
    range,
    period: periodOf(search.per, range.days),
    figure: figures.includes(search.figure) ? search.figure : (figures[0] ?? "done"),
    figures,
    zone: zoneId(timeZone),
    hourMs,
    chargesHidden,
  };
}
