/** The bar of the page: title, search, filters, counts, views, columns and export, new task; below it the status chips. */
import { Button, TextInput } from "@mantine/core";
import { IconChevronDown, IconSearch } from "@tabler/icons-react";
import { lazy, memo, Suspense, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { ShownHistory } from "../../queries/tasks/shown-history";
import { useCramped } from "../../ui/browser/narrow";
import { CreateButton } from "../../ui/controls/create-button";
import { useFormat } from "../../ui/format/format";
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";
import { useCsvExport } from "../report/use-csv-export";
import classes from "../tasks.module.css";
import type { TaskSearch } from "../view/task-search";
import { type Filtered, prepareSearch } from "../view/task-view";
import { StatusChips } from "./status-chips";

const Filters = lazy(() => import("./toolbar-menus").then((module) => ({ default: module.Filters })));
const ToolbarMenus = lazy(() => import("./toolbar-menus").then((module) => ({ default: module.ToolbarMenus })));
const NewTask = lazy(() => import("../new-task/new-task").then((module) => ({ default: module.NewTask })));
const ReportDialog = lazy(() => import("../report/report-dialog").then((module) => ({ default: module.ReportDialog })));
const ColumnsDialog = lazy(() =>
  import("../grid/columns-dialog").then((module) => ({ default: module.ColumnsDialog })),
);
const DeletedTasks = lazy(() =>
  withMessages("further", import("../deleted/deleted-tasks")).then((module) => ({ default: module.DeletedTasks })),
);

/** The URL follows the search field after this pause, ms; the rows follow at once. */
const URL_DELAY = 300;

export type ToolbarProps = {
  readonly search: TaskSearch;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChange: (change: Partial<TaskSearch>, replace?: boolean) => void;
  /** All tasks of the history, whatever the filter. */
  readonly readAll: () => readonly TaskNode[];
  readonly filtered: Filtered;
  readonly history: ShownHistory | undefined;
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
  readonly narrow: boolean;
};

/** What the bar opens. */
export type ToolbarDialog = "new" | "columns" | "report" | "deleted";

export function TaskToolbar(props: ToolbarProps) {
  const { search, onChange, filtered, history, narrow } = props;
  const t = useTranslations("task");
  const format = useFormat();
  const exportCsv = useCsvExport(filtered.nodes, props.layout, search.open);
  const cramped = useCramped();
  const [dialog, setDialog] = useState<ToolbarDialog | null>(null);
  return (
    <header>
      <div className={classes["bar"]}>
        <h1 className={narrow ? "visually-hidden" : ""}>{t("title")}</h1>
        <SearchField
          url={search.q}
          text={props.text}
          onText={props.onText}
          onChange={onChange}
          readAll={props.readAll}
        />
        <Suspense
          fallback={
            <Placeholders
              labels={cramped ? [] : [t("column.project"), t("column.software"), t("column.user"), t("filter.anyDate")]}
            />
          }
        >
          <Filters {...props} folded={cramped} />
        </Suspense>
        <span className={classes["grow"]} />
        {!narrow && history && (
          <span className={classes["total"]} aria-live="off">
            {filtered.nodes.length === history.nodes.size
              ? t("total", { total: format.count(history.nodes.size) })
              : t("totalFiltered", {
                  shown: format.count(filtered.nodes.length),
                  total: format.count(history.nodes.size),
                })}
          </span>
        )}
        <Suspense fallback={<Placeholders labels={narrow ? [] : [t("views.title")]} />}>
          <ToolbarMenus {...props} onDialog={setDialog} onCsv={exportCsv} />
        </Suspense>
        <CreateButton label={t("new.open")} onClick={() => setDialog("new")} />
      </div>
      <StatusChips
        counts={history ? filtered.statusCounts : null}
        chosen={search.status}
        ended={search.ended}
        onEnded={() => onChange({ ended: undefined })}
        onChange={(status) => onChange({ status: [...status] })}
      />
      <Suspense fallback={null}>
        {dialog === "new" && <NewTask onClose={() => setDialog(null)} />}
        {dialog === "report" && (
          <ReportDialog
            nodes={filtered.nodes}
            layout={props.layout}
            open={search.open}
            onClose={() => setDialog(null)}
          />
        )}
        {dialog === "deleted" && <DeletedTasks onClose={() => setDialog(null)} />}
        {dialog === "columns" && (
          <ColumnsDialog layout={props.layout} onChange={props.onLayout} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </header>
  );
}

/** Buttons that stand where the menus will: they come a moment after the rows, and nothing moves. */
function Placeholders({ labels }: { labels: readonly string[] }) {
  return labels.map((label) => (
    <Button key={label} variant="default" aria-hidden="true" tabIndex={-1} rightSection={<IconChevronDown size={13} />}>
      {label}
    </Button>
  ));
}

type SearchProps = Pick<ToolbarProps, "text" | "onText" | "onChange" | "readAll"> & { readonly url: string };

/** Memoised: a refresh must not write to the field one is typing in. */
const SearchField = memo(function SearchField({ url, text, onText, onChange, readAll }: SearchProps) {
  const t = useTranslations("task");
  // Back, forward and links change the URL under the field, and the field follows; what it wrote itself only comes back.
  const underWay = useRef<readonly string[]>([]);
  useEffect(() => {
    const arrived = underWay.current.indexOf(url);
    underWay.current = arrived < 0 ? [] : underWay.current.slice(arrived + 1);
    if (arrived < 0) onText(url);
  }, [url, onText]);
  useEffect(() => {
    if (text === url) return;
    const timer = setTimeout(() => {
      underWay.current = [...underWay.current, text];
      onChange({ q: text });
    }, URL_DELAY);
    return () => clearTimeout(timer);
  });
  return (
    <TextInput
      type="search"
      className={classes["search"] ?? ""}
      aria-label={t("filter.search")}
      placeholder={t("filter.search")}
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      maxLength={300}
      value={text}
      data-page-search
      onFocus={() => prepareSearch(readAll())}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
});
