/** The bar of the report: the way back to the list, period, grouping, who makes it, and how it is sent. */
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { NAME_LENGTH } from "../../protocol/team/teammate";
import { setPersonName, usePersonName } from "../../ui/storage/person-name";
import classes from "./report.module.css";
import { groupings } from "./report-groups";
import { periods } from "./report-period";
import type { ReportSearch } from "./report-search";

/** A period as the first word of a line; elsewhere it stands within a sentence. */
const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function ReportBar({
  search,
  count,
  children,
}: {
  search: ReportSearch;
  /** Tasks of the report. */
  count: number;
  /** The buttons that send it. */
  children: ReactNode;
}) {
  const t = useTranslations("task.report");
  const navigate = useNavigate({ from: "/tasks/report" });
  const author = usePersonName();
  const change = (next: { period?: string; by?: string }) =>
    void navigate({ search: (current) => ({ ...current, ...next }), replace: true });
  return (
    <header className={classes["bar"]}>
      <Link to="/tasks" search={search.filters} className={classes["back"] ?? ""}>
        {t("back", { count })}
      </Link>
      <h1>{t("title")}</h1>
      {search.only === undefined && (
        <select
          aria-label={t("period")}
          value={search.period}
          onChange={(event) => change({ period: event.currentTarget.value })}
        >
          {periods.map((period) => (
            <option key={period} value={period}>
              {capitalized(t(`periods.${period}`))}
            </option>
          ))}
        </select>
      )}
      <select aria-label={t("by")} value={search.by} onChange={(event) => change({ by: event.currentTarget.value })}>
        {groupings.map((by) => (
          <option key={by} value={by}>
            {t(`groupings.${by}`)}
          </option>
        ))}
      </select>
      <input
        aria-label={t("author")}
        placeholder={t("author")}
        maxLength={NAME_LENGTH}
        value={author}
        onChange={(event) => setPersonName(event.currentTarget.value)}
      />
      <section className={classes["actions"]} aria-label={t("actions")}>
        {children}
      </section>
    </header>
  );
}
