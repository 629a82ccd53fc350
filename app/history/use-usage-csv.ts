import { useTranslations } from "use-intl";
import { useCurrency } from "../queries/account/currency";
import { saveFile } from "../ui/browser/save-file";
import type { HistoryView } from "./history-view";
import { usageToCsv } from "./table/usage-csv";
import type { HistoryData } from "./use-history-data";
import { useValueNames } from "./value-name";

/** Downloads the usage of the range by period and value; null: there is no data yet. */
export function useUsageCsv({ search, range, chargesHidden }: HistoryView, data: HistoryData | null) {
  const t = useTranslations("history");
  const { currency } = useCurrency();
  const { ofValue } = useValueNames(search.by);
  if (data === null) return null;
  return () => {
    const csv = usageToCsv(
      data.byValue.rows,
      {
        start: t("csvColumn.start"),
        value: t(`by.${search.by}`),
        done: t("column.done"),
        failed: t("column.failed"),
        restarted: t("csvColumn.restarted"),
        machine: t("csvColumn.machine"),
        spend: t("column.spend", { currency }),
        queueMean: t("csvColumn.queueMean"),
        queueMax: t("csvColumn.queueMax"),
        nameOf: ofValue,
      },
      chargesHidden,
    );
    saveFile(`renderdeck-history-${range.firstDay}-${range.lastDay}.csv`, csv, "text/csv;charset=utf-8");
  };
}
