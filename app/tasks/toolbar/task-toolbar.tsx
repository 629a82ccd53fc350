/** The bar of the page: title, search, filters, count, menus; below it the groups of the list. */
import { Suspense, useCallback, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import type { RenderedHistory } from "../../queries/tasks/use-task-history";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useCramped, useNarrow } from "../../ui/browser/narrow";
import { OnDemand } from "../../ui/controls/on-demand";
import { useFormat } from "../../ui/format/format";
import { hasBarFilters, hasFilters, withoutFilters } from "../view/task-search";
import type { Filtered } from "../view/task-view";
import { useChangeSearch, useTaskSearch } from "../view/use-task-search";
import { GroupTabs } from "./group-tabs";
import { DropdownButton, FilterPlaceholders, MenuPlaceholders } from "./placeholders";
import { SearchField } from "./search-field";
import classes from "./toolbar.module.css";

const Filters = lazyNamed(() => withMessages("dialogs", import("./filters")), "Filters", "inline");
const ViewTitle = lazyNamed(() => withMessages("dialogs", import("./view-title")), "ViewTitle", "inline");
const StateMenu = lazyNamed(() => import("./state-menu"), "StateMenu", "inline");
const ToolbarMenus = lazyNamed(
  () => withMessages(["soon", "dialogs"], import("./toolbar-menus")),
  "ToolbarMenus",
  "inline",
);
const NewTask = lazyNamed(() => withMessages(["dialogs", "platforms"], import("../new-task/new-task")), "NewTask");
const ColumnsDialog = lazyNamed(() => withMessages("dialogs", import("../grid/columns-dialog")), "ColumnsDialog");
const DeletedTasks = lazyNamed(() => withMessages("current", import("../deleted/deleted-tasks")), "DeletedTasks");

/** The dialogs of the bar. */
export type ToolbarDialog = "new" | "columns" | "deleted";

export function TaskToolbar({
  text,
  onText,
  filtered,
  history,
  onNearGroups,
}: {
  text: string;
  onText: (text: string) => void;
  filtered: Filtered;
  history: RenderedHistory | undefined;
  /** The pointer or the focus reaches a group: what it opens can be loaded, so that the list moves once. */
  onNearGroups: () => void;
}) {
  const t = useTranslations("task");
  const format = useFormat();
  const search = useTaskSearch();
  const changeSearch = useChangeSearch();
  const latest = useRef(filtered);
  useLayoutEffect(() => {
    latest.current = filtered;
  });
  const getNodes = useCallback(() => latest.current.nodes, []);
  const getCounts = useCallback(() => latest.current.stateCounts, []);
  const clear = () => {
    onText("");
    changeSearch(withoutFilters);
  };
  const isNarrow = useNarrow();
  const isCramped = useCramped();
  const [dialog, setDialog] = useState<ToolbarDialog | null>(null);
  const title = <h1 className={isNarrow ? "visually-hidden" : ""}>{t("title")}</h1>;
  return (
    <header>
      <div className={classes["bar"]}>
        {search.view === undefined ? (
          title
        ) : (
          <Suspense fallback={title}>
            <ViewTitle search={text === search.q ? search : { ...search, q: text }} isNarrow={isNarrow} />
          </Suspense>
        )}
        <SearchField url={search.q} text={text} onText={onText} />
        <OnDemand
          part={Filters}
          isWanted={hasBarFilters(search)}
          placeholders={<FilterPlaceholders isFolded={isCramped} />}
        >
          <Filters search={search} isFolded={isCramped} />
        </OnDemand>
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
        <OnDemand part={ToolbarMenus} placeholders={<MenuPlaceholders isNarrow={isNarrow} isCramped={isCramped} />}>
          <ToolbarMenus
            {...{ search, text, onText, isNarrow, isCramped }}
            count={filtered.nodes.length}
            getNodes={getNodes}
            onDialog={setDialog}
          />
        </OnDemand>
      </div>
      <div className={classes["groups"]}>
        <GroupTabs counts={history ? filtered.groupCounts : null} chosen={search.group} onNear={onNearGroups} />
        <OnDemand
          part={StateMenu}
          isWanted={search.status.length > 0}
          placeholders={<DropdownButton label={t("column.status")} isNarrow={isNarrow} />}
        >
          <StateMenu isNarrow={isNarrow} group={search.group} chosen={search.status} getCounts={getCounts} />
        </OnDemand>
        <span className={classes["grow"]} />
        {(hasFilters(search) || text !== "") && (
          <button type="button" className={classes["clear"]} aria-label={t("filter.clearAll")} onClick={clear}>
            {isNarrow ? <span aria-hidden="true">×</span> : t("filter.clearAll")}
          </button>
        )}
      </div>
      <Suspense fallback={null}>
        {dialog === "new" && <NewTask onClose={() => setDialog(null)} />}
        {dialog === "deleted" && <DeletedTasks onClose={() => setDialog(null)} />}
        {dialog === "columns" && <ColumnsDialog onClose={() => setDialog(null)} />}
      </Suspense>
    </header>
  );
}
