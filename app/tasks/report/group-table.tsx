/** The tasks of the report, summed. */
import { useTranslations } from "use-intl";
import { useCurrency } from "../../queries/account/currency";
import { ScrollRegion } from "../../ui/controls/scroll-region";
import { Amount } from "../../ui/format/amount";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { barBackground } from "../../ui/status/state-bar";
import classes from "./report.module.css";
import type { Grouping, ReportGroup } from "./report-groups";
import { countsOf } from "./report-summary";
import { type ReportColumn, TableHead } from "./table-head";

/** After the name of the group. */
const columns: readonly ReportColumn[] = [
  { name: "done", kind: "bar", wideOnly: true },
  { name: "frames", kind: "number" },
  { name: "failed", kind: "number" },
  { name: "end", kind: "number" },
  { name: "cost", kind: "number" },
];

export function GroupTable({ by, groups, nowMs }: { by: Grouping; groups: readonly ReportGroup[]; nowMs: number }) {
  const t = useTranslations("task.report");
  const format = useFormat();
  const account = useCurrency();
  const title = t(`groupings.${by}`);
  const nameOf = (name: string | null) => (name === null ? t("others") : name === "" ? t(`none.${by}`) : name);
  return (
    <ScrollRegion label={title}>
      <table className={classes["table"]}>
        <caption>{title}</caption>
        <TableHead columns={[{ name: by }, ...columns]} />
        <tbody>
          {groups.map(({ name, summary }) => (
            <tr key={name ?? "…"}>
              <th scope="row">
                <bdi>{nameOf(name)}</bdi>
              </th>
              <td className={classes["wideOnly"]}>
                <span className="visually-hidden">{format.percent(summary.done, summary.total)}</span>
                <span className={classes["smallBar"]} style={{ background: barBackground(countsOf(summary)) }} />
              </td>
              <td data-number>{`${format.count(summary.done)} / ${format.count(summary.total)}`}</td>
              <td data-number>{format.count(summary.failed)}</td>
              <td data-number>
                {summary.ended ? t("groupEnded") : summary.eta ? format.clock(summary.eta.latestMs, nowMs) : EMPTY_CELL}
              </td>
              <td data-number>
                <Amount value={summary.cost} account={account} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
