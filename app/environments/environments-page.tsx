/** Environments: software on the left, its environments beside it, the open one in the panel. The URL defines the view. */
import { Button, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../protocol/wire/call-error";
import { useRoleRefusal } from "../queries/http/capabilities";
import { useNarrow } from "../ui/browser/narrow";
import { saveFile } from "../ui/browser/save-file";
import { CreateButton } from "../ui/controls/create-button";
import { useDelayedText } from "../ui/controls/delayed-text";
import { useRefusal } from "../ui/controls/refusal";
import { usePageStatus } from "../ui/status/page-status";
import { LoadFailed, Notice } from "../ui/status/query-state";
import { ReadFailure } from "../ui/status/read-failure";
import { fileName } from "./commands/environment-actions";
import { EnvironmentPanel } from "./editor/environment-panel";
import { matches } from "./editor/environment-rules";
import { type EnvironmentSearch, readEnvironmentSearch } from "./environment-search";
import classes from "./environments.module.css";
import { writeFile } from "./import/environment-file";
import { ImportDialog } from "./import/import-dialog";
import { EnvironmentList } from "./list/environment-list";
import { SoftwareList } from "./list/software-list";
import { namesOf, useEnvironments } from "./list/use-environments";
import parts from "./parts.module.css";
import { DeletedEntry } from "./versions/deleted-entry";

const route = getRouteApi("/environments");

export function EnvironmentsPage() {
  const t = useTranslations("environments");
  const refused = useRefusal()(useRoleRefusal("roleManager"));
  const narrow = useNarrow();
  const url = route.useSearch();
  const search = useMemo(() => readEnvironmentSearch(url), [url]);
  const navigate = route.useNavigate();
  const [importing, setImporting] = useState(false);
  const { softwareList, software, chosen, list, byCgId } = useEnvironments(search.software);
  usePageStatus(list, list.dataUpdatedAt || null);

  const go = (next: Partial<EnvironmentSearch>, replace = false) =>
    void navigate({
      search: (current) => ({ ...readEnvironmentSearch(current), software: chosen?.cgId, ...next }),
      replace,
    });
  const [text, setText] = useDelayedText(search.q, (q) => go({ q }, true));
  const environments = list.data?.environments;
  const terms = search.q.trim();
  const matching = environments?.filter((environment) => terms === "" || matches(environment, terms));
  const panelOpen = search.env !== "" || search.act !== "";
  const main = useFocusOnClose(panelOpen);

  const first = softwareList.data ? list : softwareList;
  const body = !environments ? (
    first.error ? (
      <LoadFailed failure={failureOf(first.error)} asked={t("title")} onRetry={() => void first.refetch()} />
    ) : (
      <p className={parts["missing"]}>{t("loading")}</p>
    )
  ) : !chosen ? null : environments.length === 0 ? (
    <Notice title={t("empty.none", { software: chosen.cgName })}>
      <p>{t("empty.noneHelp")}</p>
      <Button onClick={() => go({ act: "new", env: "", with: "", version: undefined })}>{t("new")}</Button>
    </Notice>
  ) : matching?.length === 0 ? (
    <Notice title={t("empty.noMatch")}>
      <Button variant="default" onClick={() => go({ q: "" }, true)}>
        {t("empty.clear")}
      </Button>
    </Notice>
  ) : (
    <EnvironmentList environments={matching ?? []} cgId={chosen.cgId} open={search.env} />
  );

  return (
    <div className={classes["page"]}>
      <header className={classes["bar"]}>
        <h1 className={narrow ? "visually-hidden" : ""}>{t("title")}</h1>
        <TextInput
          type="search"
          className={classes["search"] ?? ""}
          aria-label={t("search")}
          placeholder={t("search")}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          maxLength={200}
          value={text}
          data-page-search
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <span className={classes["grow"]} />
        {chosen && (
          <DeletedEntry software={chosen} onOpen={(env) => go({ env, act: "", with: "", versions: "open" })} />
        )}
        <Button variant="default" onClick={() => setImporting(true)} disabled={software.length === 0} {...refused}>
          {t("import.open")}
        </Button>
        <Button
          variant="default"
          disabled={!environments?.length || !chosen}
          onClick={() => saveFile(fileName(chosen?.cgName ?? ""), writeFile(environments ?? []), "application/json")}
        >
          {t("exportAll")}
        </Button>
        <CreateButton
          label={t("new")}
          onClick={() => go({ act: "new", env: "", with: "", version: undefined })}
          disabled={!chosen}
        />
      </header>
      <div className={classes["split"]}>
        <SoftwareList software={software} chosen={chosen} byCgId={byCgId} />
        <main ref={main} className={classes["main"]}>
          {(list.data?.malformed ?? 0) > 0 && (
            <p className={parts["note"]} data-inset>
              {t("malformed", { count: list.data?.malformed ?? 0 })}
            </p>
          )}
          {environments && list.error && (
            <p className={parts["note"]} data-inset>
              {t("refreshFailed")} <ReadFailure failure={failureOf(list.error)} asked={t("title")} />
            </p>
          )}
          {body}
        </main>
        {panelOpen && chosen && environments && (
          <EnvironmentPanel
            search={search}
            software={chosen}
            all={software}
            environments={environments}
            taken={namesOf(byCgId)}
            onGo={go}
          />
        )}
      </div>
      {importing && <ImportDialog software={software} onClose={() => setImporting(false)} />}
    </div>
  );
}

/** When the panel closes, the focus returns to the list. */
function useFocusOnClose(panelOpen: boolean) {
  const main = useRef<HTMLElement>(null);
  const wasOpen = useRef(panelOpen);
  useEffect(() => {
    if (wasOpen.current && !panelOpen) main.current?.querySelector<HTMLElement>('[data-roving][tabindex="0"]')?.focus();
    wasOpen.current = panelOpen;
  }, [panelOpen]);
  return main;
}
