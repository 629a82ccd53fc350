/** The bar of the page: title, search, filters, count, menus, new task; below it the status chips. */
import { Button } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Suspense, useCallback, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import type { RenderedHistory } from "../../queries/tasks/use-task-history";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useCramped, useNarrow } from "../../ui/browser/narrow";
import { CreateButton } from "../../ui/controls/create-button";
import { useFormat } from "../../ui/format/format";
import type { Filtered } from "../view/task-view";
import { useChangeSearch, useTaskSearch } from "../view/use-task-search";
import { SearchField } from "./search-field";
import { StatusChips } from "./status-chips";
import classes from "./toolbar.module.css";

const Filters = lazyNamed(() => import("./filters"), "Filters");
const ToolbarMenus = lazyNamed(() => import("./toolbar-menus"), "ToolbarMenus");
const NewTask = lazyNamed(() => import("../new-task/new-task"), "NewTask");
const ReportDialog = lazyNamed(() => import("../report/report-dialog"), "ReportDialog");
const ColumnsDialog = lazyNamed(() => import("../grid/columns-dialog"), "ColumnsDialog");
const DeletedTasks = lazyNamed(() => withMessages("current", import("../deleted/deleted-tasks")), "DeletedTasks");

/** The dialogs of the bar. */
export type ToolbarDialog = "new" | "columns" | "report" | "deleted";

export function TaskToolbar({
  text,
  onText,
  filtered,
  history,
}: {
  text: string;
  onText: (text: string) => void;
  filtered: Filtered;
  history: RenderedHistory | undefined;
}) {
  const t = useTranslations("task");
  const format = useFormat();
  const search = useTaskSearch();
  const changeSearch = useChangeSearch();
  const latestNodes = useRef(filtered.nodes);
  useLayoutEffect(() => {
    latestNodes.current = filtered.nodes;
  });
  const getNodes = useCallback(() => latestNodes.current, []);
  const isNarrow = useNarrow();
  const isCramped = useCramped();
  const [dialog, setDialog] = useState<ToolbarDialog | null>(null);
  return (
    <header>
      <div className={classes["bar"]}>
        <h1 className={isNarrow ? "visually-hidden" : ""}>{t("title")}</h1>
        <SearchField url={search.q} text={text} onText={onText} />
        <Suspense
          fallback={
            <Placeholders
              labels={
                isCramped ? [] : [t("column.project"), t("column.software"), t("column.user"), t("filter.anyDate")]
              }
            />
          }
        >
          <Filters search={search} isFolded={isCramped} />
        </Suspense>
        <span className={classes["grow"]} />
        {!isNarrow && history && (
          <span className={classes["total"]} aria-live="off">
            {filtered.nodes.length === history.nodes.size
              ? t("total", { total: format.count(history.nodes.size) })
              : t("totalFiltered", {
                  shown: format.count(filtered.nodes.length),
                  total: format.count(history.nodes.size),
                })}
          </span>
        )}
        <Suspense fallback={<Placeholders labels={isNarrow ? [] : [t("views.title")]} />}>
          <ToolbarMenus
            {...{ search, text, onText, isNarrow }}
            count={filtered.nodes.length}
            getNodes={getNodes}
            onDialog={setDialog}
          />
        </Suspense>
        <CreateButton label={t("new.open")} onClick={() => setDialog("new")} />
      </div>
      <StatusChips
        counts={history ? filtered.statusCounts : null}
        chosen={search.status}
        ended={search.ended}
        onClearEnded={() => changeSearch({ ended: undefined })}
        onChange={(status) => changeSearch({ status: [...status] })}
      />
      <Suspense fallback={null}>
        {dialog === "new" && <NewTask onClose={() => setDialog(null)} />}
        {dialog === "report" && <ReportDialog nodes={filtered.nodes} onClose={() => setDialog(null)} />}
        {dialog === "deleted" && <DeletedTasks onClose={() => setDialog(null)} />}
        {dialog === "columns" && <ColumnsDialog onClose={() => setDialog(null)} />}
      </Suspense>
    </header>
  );
}

/** Buttons in the place of the menus, which load after the rows: nothing moves when they arrive. */
function Placeholders({ labels }: { labels: readonly string[] }) {
  return labels.map((label) => (
    <Button key={label} variant="default" aria-hidden="true" tabIndex={-1} rightSection={<IconChevronDown size={13} />}>
      {label}
    </Button>
  ));
}
