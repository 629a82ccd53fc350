/** The bar of the page: title, search, filters, counts, views, columns and export, new task; below it the status chips. */
import { ActionIcon, Button, Menu, Popover, TextInput } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconDots, IconSearch } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { softwareName } from "../protocol/software";
import type { TaskNode } from "../protocol/task-tree";
import type { TaskHistory } from "../queries/task-history";
import type { ColumnLayout } from "../ui/column-layout";
import { useFormat } from "../ui/format";
import { setPreferences, usePreferences } from "../ui/preferences";
import { DateMenu } from "./date-menu";
import { FacetMenu } from "./facet-menu";
import { StatusChips } from "./status-chips";
import { defaultTaskSearch, readTaskSearch, type TaskSearch, writeTaskSearch } from "./task-search";
import { type Filtered, facet } from "./task-view";
import classes from "./tasks.module.css";
import { useCsvExport } from "./use-csv-export";
import { ViewsMenu } from "./views-menu";

const NewTask = lazy(() => import("./new-task").then((module) => ({ default: module.NewTask })));
const ColumnsDialog = lazy(() => import("./columns-dialog").then((module) => ({ default: module.ColumnsDialog })));

/** The URL follows the search field after this pause, ms; the rows follow at once. */
const URL_DELAY = 300;

export type ToolbarProps = {
  readonly search: TaskSearch;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChange: (change: Partial<TaskSearch>, replace?: boolean) => void;
  readonly all: readonly TaskNode[];
  readonly filtered: Filtered;
  readonly history: TaskHistory | undefined;
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
  readonly narrow: boolean;
};

export function TaskToolbar(props: ToolbarProps) {
  const { search, onChange, all, filtered, history, narrow } = props;
  const t = useTranslations("task");
  const format = useFormat();
  const [dialog, setDialog] = useState<"new" | "columns" | null>(null);
  return (
    <header>
      <div className={classes["bar"]}>
        <h1>{t("title")}</h1>
        <SearchField {...props} />
        {narrow ? (
          <Popover position="bottom-end" width="target" trapFocus>
            <Popover.Target>
              <ActionIcon variant="default" aria-label={t("filter.title")}>
                <IconAdjustmentsHorizontal size={16} aria-hidden="true" />
              </ActionIcon>
            </Popover.Target>
            <Popover.Dropdown className={classes["filterSheet"] ?? ""}>
              <Filters search={search} onChange={onChange} all={all} />
            </Popover.Dropdown>
          </Popover>
        ) : (
          <Filters search={search} onChange={onChange} all={all} />
        )}
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
        {!narrow && (
          <ViewsMenu
            search={writeTaskSearch({ ...search, q: props.text, open: [], task: undefined })}
            columns={props.layout}
            onOpen={(view) => {
              const next = readTaskSearch(view.search);
              props.onText(next.q);
              onChange({ ...defaultTaskSearch, ...next }, false);
              if (view.columns) props.onLayout(view.columns);
            }}
          />
        )}
        <MoreMenu {...props} onColumns={() => setDialog("columns")} />
        <Button onClick={() => setDialog("new")}>{t("new.open")}</Button>
      </div>
      <StatusChips
        counts={filtered.statusCounts}
        chosen={search.status}
        onChange={(status) => onChange({ status: [...status] })}
      />
      <Suspense fallback={null}>
        {dialog === "new" && <NewTask onClose={() => setDialog(null)} />}
        {dialog === "columns" && (
          <ColumnsDialog layout={props.layout} onChange={props.onLayout} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </header>
  );
}

function SearchField({ search, text, onText, onChange }: ToolbarProps) {
  const t = useTranslations("task");
  useEffect(() => {
    if (text === search.q) return;
    const timer = setTimeout(() => onChange({ q: text }), URL_DELAY);
    return () => clearTimeout(timer);
  });
  // Back and forward change the URL under the field: then, and only then, the field follows the URL.
  const [knownUrl, setKnownUrl] = useState(search.q);
  if (knownUrl !== search.q) {
    setKnownUrl(search.q);
    if (search.q !== text && !text.startsWith(search.q)) onText(search.q);
  }
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
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}

function Filters({ search, onChange, all }: Pick<ToolbarProps, "search" | "onChange" | "all">): ReactNode {
  const t = useTranslations("task.column");
  const facets = useMemo(
    () => ({
      project: facet(all, (node) => node.task.projectName),
      software: facet(all, (node) => softwareName(node.task.cgId)),
      user: facet(all, (node) => node.task.userName),
    }),
    [all],
  );
  return (
    <>
      {(["project", "software", "user"] as const).map((field) => (
        <FacetMenu
          key={field}
          label={t(field)}
          options={facets[field]}
          chosen={search[field]}
          onChange={(chosen) => onChange({ [field]: [...chosen] })}
        />
      ))}
      <DateMenu days={{ from: search.from, to: search.to }} onChange={onChange} />
    </>
  );
}

function MoreMenu({ filtered, layout, onColumns }: ToolbarProps & { onColumns: () => void }) {
  const t = useTranslations("task.more");
  const { density } = usePreferences();
  const exportCsv = useCsvExport(filtered.nodes, layout);
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t("title")}>
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onColumns}>{t("columns")}</Menu.Item>
        <Menu.Item onClick={() => setPreferences({ density: density === "compact" ? "normal" : "compact" })}>
          {density === "compact" ? t("normal") : t("compact")}
        </Menu.Item>
        <Menu.Item onClick={exportCsv} disabled={filtered.nodes.length === 0}>
          {t("csv", { count: filtered.nodes.length })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
