/** The filters of the list, which are the search parameters of the page, and the file of what they find. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { recordedOperations } from "../../protocol/recorded-operations";
import { writeOutcomes } from "../../protocol/wire/write-result";
import { auditFile, auditPeopleQuery } from "../../queries/history/audit";
import { readSettingsSearch } from "../settings-search";
import { useSettingsSearch } from "../use-settings-search";
import classes from "./record.module.css";
import { origins } from "./record-filter";
import { useOperationName } from "./use-operation-name";
import type { useTimeline } from "./use-timeline";

const route = getRouteApi("/settings");

type Filter = "from" | "to" | "origin" | "person" | "operation" | "outcome" | "target";
type Option = { readonly value: string; readonly label: string };

export function RecordFilters({ timeline }: { timeline: ReturnType<typeof useTimeline> }) {
  const t = useTranslations("settings.record");
  const search = useSettingsSearch();
  const navigate = route.useNavigate();
  const nameOf = useOperationName();
  const isManager = timeline.showsAudit && !timeline.isLimited;
  const people = useQuery({ ...auditPeopleQuery, enabled: isManager }).data?.people ?? [];
  const go = (next: Partial<Record<Filter, string | undefined>>) =>
    void navigate({ search: (current) => ({ ...readSettingsSearch(current), ...next }), replace: true });
  const select = (name: Filter, options: readonly Option[]) => (
    <Field label={t(`by.${name}`)}>
      {(id) => (
        <select
          id={id}
          value={search[name] ?? ""}
          onChange={(event) => go({ [name]: event.currentTarget.value || undefined })}
        >
          <option value="">{t("any")}</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const input = (name: Filter, type: "date" | "text") => (
    <Field label={t(`by.${name}`)}>
      {(id) => (
        <input
          id={id}
          type={type}
          {...(type === "text" ? { inputMode: "numeric", size: 12 } : {})}
          value={search[name] ?? ""}
          onChange={(event) => go({ [name]: event.currentTarget.value || undefined })}
        />
      )}
    </Field>
  );
  const filters: readonly Filter[] = ["from", "to", "origin", "person", "operation", "outcome", "target"];
  return (
    <>
      <div className={classes["filter"]} data-wide>
        {input("from", "date")}
        {input("to", "date")}
        {!__DEMO__ && (
          <>
            {timeline.hasRecord &&
              select(
                "origin",
                origins.map((value) => ({ value, label: t(`origin.${value}`) })),
              )}
            {isManager &&
              select(
                "person",
                people.map(({ id, name }) => ({ value: id, label: name || id || t("nobody") })),
              )}
            {select(
              "operation",
              recordedOperations.map((value) => ({ value, label: nameOf(value) })),
            )}
            {select(
              "outcome",
              writeOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
            )}
            {input("target", "text")}
            {timeline.showsAudit && (
              <Button component="a" variant="default" href={auditFile(timeline.filter)} download>
                {t("csv")}
              </Button>
            )}
          </>
        )}
        {filters.some((name) => search[name] !== undefined) && (
          <Button variant="subtle" onClick={() => go(Object.fromEntries(filters.map((name) => [name, undefined])))}>
            {t("clear")}
          </Button>
        )}
      </div>
      {timeline.hasRecord && !timeline.showsRecord && search.origin !== "renderdeck" && (
        <p className="faint">{t("withoutFarm")}</p>
      )}
    </>
  );
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <span className={classes["field"]}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </span>
  );
}
