/** The tasks that need a decision. */
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { ScrollRegion } from "../../ui/controls/scroll-region";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { usePassName } from "../../ui/format/pass-name";
import { useOriginText } from "../../ui/format/task-origin-text";
import { BreakableName } from "../../ui/status/breakable-name";
import { visibleName } from "../../ui/status/tail-name";
import type { Exception } from "./exceptions";
import classes from "./report.module.css";
import { type ReportColumn, TableHead } from "./table-head";

/** More are counted: they are in the list and in the CSV. */
const MAX_LISTED = 10;

const columns: readonly ReportColumn[] = [
  { name: "task" },
  { name: "layer", wideOnly: true },
  { name: "why" },
  { name: "frames", kind: "number" },
  { name: "since", kind: "number" },
];

export function ExceptionTable({ exceptions, nowMs }: { exceptions: readonly Exception[]; nowMs: number }) {
  const t = useTranslations("task.report");
  const format = useFormat();
  const passName = usePassName();
  const origin = useOriginText();
  if (exceptions.length === 0) return <p className={classes["calm"]}>{t("noExceptions")}</p>;
  const title = t("exceptions", { count: exceptions.length });
  const layersText = ({ layers }: Exception) => {
    const [first, ...others] = layers;
    if (!first) return EMPTY_CELL;
    return others.length > 0 ? t("layers", { count: layers.length }) : passName(first.task);
  };
  return (
    <ScrollRegion label={title}>
      <table className={classes["table"]}>
        <caption>{title}</caption>
        <TableHead columns={columns} />
        <tbody>
          {exceptions.slice(0, MAX_LISTED).map((exception) => {
            const { node, cause, reasons, frames, sinceMs } = exception;
            return (
              <tr key={node.task.id}>
                <th scope="row">
                  <Link to="/tasks/$taskId" params={{ taskId: String(node.task.id) }} dir="auto">
                    <BreakableName name={visibleName(node.task.sceneName)} />
                  </Link>
                </th>
                <td className={classes["wideOnly"]}>{layersText(exception)}</td>
                <td className={`${classes["why"]} ${cause === "late" ? "" : "tone"}`} data-tone="bad">
                  {t(`cause.${cause}`, { reason: origin.reasons(reasons) })}
                </td>
                <td data-number>{t("part", { part: frames, total: node.rollUp.counts.total })}</td>
                <td data-number>{sinceMs === null ? EMPTY_CELL : format.clock(sinceMs, nowMs)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {exceptions.length > MAX_LISTED && (
        <p className={classes["small"]}>{t("more", { count: exceptions.length - MAX_LISTED })}</p>
      )}
    </ScrollRegion>
  );
}
