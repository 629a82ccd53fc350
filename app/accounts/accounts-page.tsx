/** All farm accounts of the server: their state and use, with a sum per currency, and the tasks that matter, or that a search finds. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../protocol/wire/call-error";
import { accountsSummaryQuery } from "../queries/accounts/accounts-summary";
import { useSecond } from "../ui/browser/now";
import { useFormat } from "../ui/format/format";
import { usePageStatus } from "../ui/status/page-status";
import { LoadFailed, Notice } from "../ui/status/query-state";
import { STALE_AFTER_MS } from "../ui/status/stale";
import { usePreferences } from "../ui/storage/preferences";
import { AccountTable } from "./account-table";
import classes from "./accounts.module.css";
import { TaskTable } from "./task-table";

export function AccountsPage() {
  const t = useTranslations("accounts");
  const { q = "" } = useSearch({ from: "/all" });
  const text = useDeferredValue(q);
  const navigate = useNavigate();
  const { polling } = usePreferences();
  const query = useQuery(accountsSummaryQuery(text, polling));
  usePageStatus(query, query.data ? query.dataUpdatedAt : null);
  const { data, error } = query;
  return (
    <div className={classes["page"]}>
      <header className={classes["bar"]}>
        <h1>{t("title")}</h1>
        <input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          maxLength={200}
          value={q}
          data-page-search
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: "/all", search: value === "" ? {} : { q: value }, replace: true })
          }
        />
      </header>
      <main className={classes["content"]}>
        {data ? (
          <>
            {error && <StaleNote readMs={query.dataUpdatedAt} />}
            <AccountTable accounts={data.accounts} nowMs={data.nowMs} />
            <TaskTable accounts={data.accounts} text={text} nowMs={data.nowMs} />
          </>
        ) : error ? (
          <LoadFailed failure={failureOf(error)} asked={t("title")} onRetry={() => void query.refetch()} />
        ) : (
          <Notice title={t("loading")} role="status" />
        )}
      </main>
    </div>
  );
}

/** Shown only once the data is stale: one missed poll is no news. */
function StaleNote({ readMs }: { readMs: number }) {
  const t = useTranslations("accounts");
  const format = useFormat();
  const ageMs = useSecond((nowMs) => Math.floor((nowMs - readMs) / 5000) * 5000);
  if (ageMs < STALE_AFTER_MS) return null;
  return (
    <p className={`tone ${classes["note"]}`} data-tone="bad" role="status">
      <span aria-hidden="true">✕ </span>
      {t("old", { age: format.duration(ageMs / 1000) })}
    </p>
  );
}
