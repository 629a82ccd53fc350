/** The menus of the page's bar: filters, views, columns and export. Loaded after the rows, which need none of them. */
import { ActionIcon, Menu, Popover } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconDots } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { softwareName } from "../../protocol/environments/software";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCapability } from "../../queries/http/capabilities";
import { useRefusal } from "../../ui/controls/refusal";
import { setPreferences, usePreferences } from "../../ui/storage/preferences";
import { toggleMine, watches } from "../../ui/storage/watches";
import { toast } from "../../ui/toasts/toast";
import { readLayout } from "../../ui/tree-grid/column-layout";
import { taskColumns } from "../grid/task-columns";
import classes from "../tasks.module.css";
import { defaultTaskSearch, readTaskSearch, type TaskSearch, writeTaskSearch } from "../view/task-search";
import { facet, projectOf, WITHOUT } from "../view/task-view";
import { DateMenu } from "./date-menu";
import { FacetMenu } from "./facet-menu";
import type { ToolbarDialog, ToolbarProps } from "./task-toolbar";
import { ViewsMenu } from "./views-menu";

/** The filters: side by side, or behind one button where there is no room (`folded`). */
export function Filters(props: ToolbarProps & { readonly folded: boolean }) {
  const t = useTranslations("task.filter");
  if (!props.folded) return <FilterButtons {...props} />;
  const { project, software, user, from, to } = props.search;
  const filters = project.length + software.length + user.length > 0 || from !== undefined || to !== undefined;
  return (
    <Popover position="bottom-end" width={260} trapFocus>
      <Popover.Target>
        <ActionIcon variant={filters ? "light" : "default"} aria-label={t("title")}>
          <IconAdjustmentsHorizontal size={16} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes["filterSheet"] ?? ""}>
        <FilterButtons {...props} nested />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The values of each filter's field. */
const facetValues = {
  project: projectOf,
  software: (node) => softwareName(node.task.cgId),
  user: (node) => node.task.userName,
} as const satisfies Record<string, (node: TaskNode) => string>;
const facetFields = ["project", "software", "user"] as const;

/** `nested`: within a popover, which a press in another one beside it would close. */
type Nested = { readonly nested?: boolean };

function FilterButtons({ search, onChange, readAll, nested = false }: ToolbarProps & Nested) {
  return (
    <>
      {facetFields.map((field) => (
        <FacetFilter key={field} {...{ field, onChange, readAll, nested }} chosen={search[field]} />
      ))}
      <DateFilter from={search.from} to={search.to} onChange={onChange} nested={nested} />
    </>
  );
}

type FacetProps = Pick<ToolbarProps, "onChange" | "readAll"> & {
  readonly nested: boolean;
  readonly field: keyof typeof facetValues;
  readonly chosen: readonly string[];
};

/** Memoised: closed menus have nothing to do with news of tasks. */
const FacetFilter = memo(function FacetFilter({ field, chosen, onChange, readAll, nested }: FacetProps) {
  const t = useTranslations("task");
  return (
    <FacetMenu
      label={t(`column.${field}`)}
      wordsOf={(value) => (field === "project" && value === WITHOUT ? t("filter.noProject") : value)}
      nested={nested}
      readOptions={() => facet(readAll(), facetValues[field])}
      chosen={chosen}
      onChange={(next) => onChange({ [field]: [...next] })}
    />
  );
});

const DateFilter = memo(function DateFilter({
  from,
  to,
  onChange,
  nested,
}: Pick<TaskSearch, "from" | "to"> & Pick<ToolbarProps, "onChange"> & Required<Nested>) {
  return <DateMenu days={{ from, to }} onChange={onChange} nested={nested} />;
});

type MoreProps = {
  /** Tasks in view: what is exported and reported. */
  readonly count: number;
  readonly onDialog: (dialog: ToolbarDialog) => void;
  readonly onCsv: () => void;
};

/** Saved views, and what is wanted less often. */
export function ToolbarMenus(props: ToolbarProps & Pick<MoreProps, "onDialog" | "onCsv">) {
  const { search, text, layout, onText, onChange, onLayout, narrow, filtered, onDialog, onCsv } = props;
  return (
    <>
      <Views {...{ search, text, layout, narrow, onText, onChange, onLayout }} />
      <MoreMenu count={filtered.nodes.length} onDialog={onDialog} onCsv={onCsv} />
    </>
  );
}

type ViewsProps = Pick<ToolbarProps, "search" | "text" | "layout" | "narrow" | "onText" | "onChange" | "onLayout">;

const Views = memo(function Views({ search, text, layout, narrow, onText, onChange, onLayout }: ViewsProps) {
  return (
    <ViewsMenu
      search={writeTaskSearch({ ...search, q: text, columns: [], open: [], task: undefined })}
      columns={layout}
      narrow={narrow}
      onOpen={(view) => {
        const next = readTaskSearch(view.search);
        onText(next.q);
        onChange({ ...defaultTaskSearch, ...next }, false);
        const columns = readLayout(view.columns, taskColumns);
        if (columns) onLayout(columns);
      }}
    />
  );
});

const MoreMenu = memo(function MoreMenu({ count, onDialog, onCsv }: MoreProps) {
  const t = useTranslations("task.more");
  const words = useTranslations("task");
  const { mine } = watches.use();
  const deleted = useCapability("deletedTasks");
  const refused = useRefusal();
  const { density } = usePreferences();
  const watchMine = () => {
    toggleMine();
    void toast({ tone: "good", title: words(mine ? "watch.mineEnded" : "watch.mineBegun") });
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t("title")}>
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onDialog("columns")}>{t("columns")}</Menu.Item>
        <Menu.Item onClick={() => setPreferences({ density: density === "compact" ? "normal" : "compact" })}>
          {density === "compact" ? t("normal") : t("compact")}
        </Menu.Item>
        <Menu.Item onClick={() => onDialog("report")} disabled={count === 0}>
          {words("report.menu")}
        </Menu.Item>
        {deleted.has && (
          <Menu.Item onClick={() => onDialog("deleted")} {...refused(deleted.refusal)}>
            {t("deleted")}
          </Menu.Item>
        )}
        <Menu.Item onClick={watchMine}>{words(mine ? "watch.notMine" : "watch.mine")}</Menu.Item>
        <Menu.Item onClick={onCsv} disabled={count === 0}>
          {t("csv", { count })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
});
