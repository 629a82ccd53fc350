/** What was spent and rendered on each recorded day of the period. */
import { useTranslations } from "use-intl";
import { useCurrency } from "../../queries/account/currency";
import { saveFile } from "../../ui/browser/save-file";
import { ScrollRegion } from "../../ui/controls/scroll-region";
import { Amount } from "../../ui/format/amount";
import { useFormat } from "../../ui/format/format";
import { daysToCsv } from "./days-csv";
import classes from "./report.module.css";
import type { ReportSearch } from "./report-search";
import { type ReportColumn, TableHead } from "./table-head";
import type { Report } from "./use-report";
import { useSpentDays } from "./use-spent";

/** The newest ones are listed: with the other tables a report stays one page. */
const MAX_LISTED = 10;

const columns: readonly ReportColumn[] = [
  { name: "day" },
  { name: "share", kind: "bar", hidesName: true },
  { name: "done", kind: "number" },
  { name: "failed", kind: "number" },
  { name: "spent", kind: "number" },
];

export function DayTable({ search, report: { span, today } }: { search: ReportSearch; report: Report }) {
  const t = useTranslations("task.report");
  const format = useFormat();
  const account = useCurrency();
  const days = useSpentDays(search, span, today);
  if (days.length === 0) return null;
  const title = t("days");
  const highest = Math.max(...days.map(({ spend }) => spend?.amount ?? 0));
  const first = days.at(-1);
  const save = () =>
    saveFile(
      `renderdeck-days-${today}.csv`,
      daysToCsv(days, {
        day: t("column.day"),
        spend: `${t("column.spent")} ${account.currency}`,
        done: t("column.done"),
        failed: t("column.failed"),
        countedFrom: t("column.countedFrom"),
        dayOf: format.dayKey,
      }),
      "text/csv;charset=utf-8",
    );
  return (
    <ScrollRegion label={title}>
      <table className={classes["table"]}>
        <caption>
          {title}
          <button type="button" className={classes["captionButton"]} onClick={save}>
            {t("daysCsv")}
          </button>
        </caption>
        <TableHead columns={columns} />
        <tbody>
          {days.slice(0, MAX_LISTED).map(({ startMs, spend, done, failed }) => (
            <tr key={startMs}>
              <th scope="row">{format.date(startMs)}</th>
              <td>
                <span className="visually-hidden">{format.percent(spend?.amount ?? 0, highest)}</span>
                <span
                  className={classes["dayBar"]}
                  style={{ width: highest > 0 ? `${((spend?.amount ?? 0) / highest) * 100}%` : 0 }}
                />
              </td>
              <td data-number>{format.count(done)}</td>
              <td data-number>{format.count(failed)}</td>
              <td data-number>
                <Amount value={spend ?? { amount: 0, unknown: 0 }} account={account} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes["small"]}>
        {days.length > MAX_LISTED && `${t("moreDays", { count: days.length - MAX_LISTED })} · `}
        {first && first.countedFromMs !== null && t("recordedFrom", { time: format.moment(first.countedFromMs) })}
      </p>
    </ScrollRegion>
  );
}
