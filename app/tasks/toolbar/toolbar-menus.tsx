/** The menus of the bar: saved views, and what is used less often. Loaded when the user reaches for them. */
import { Menu } from "@mantine/core";
import {
  IconBell,
  IconBellOff,
  IconColumns,
  IconFileSpreadsheet,
  IconLink,
  IconListDetails,
  IconPlus,
  IconReport,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCapability } from "../../queries/http/capabilities";
import { useCopy } from "../../ui/controls/copy-text";
import { menuIcon } from "../../ui/controls/menu-icon";
import { MoreMenu } from "../../ui/controls/more-menu";
import { useRefusal } from "../../ui/controls/refusal";
import { setPreferences, usePreferences } from "../../ui/storage/preferences";
import { toggleMine, watches } from "../../ui/storage/watches";
import { toast } from "../../ui/toasts/toast";
import { readLayout } from "../../ui/tree-grid/column-layout";
import { taskColumns } from "../grid/task-columns";
import { useTaskLayout } from "../grid/use-task-layout";
import { reportUrlOf } from "../report/report-search";
import { useCsvExport } from "../report/use-csv-export";
import { defaultTaskSearch, readTaskSearch, type TaskSearch } from "../view/task-search";
import { useChangeSearch } from "../view/use-task-search";
import { CopyLink, useListLink } from "./copy-link";
import { viewPart } from "./current-view";
import type { ToolbarDialog } from "./task-toolbar";
import { ViewsMenu } from "./views-menu";

type ViewsProps = {
  readonly search: TaskSearch;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isNarrow: boolean;
};

type ListProps = {
  /** Copies the link where the bar has no room for its button. */
  readonly onCopyLink: (() => void) | null;
  /** Number of matching tasks, which the menu exports and reports. */
  readonly count: number;
  /** The matching tasks. The function is stable, so that new tasks do not render the menu. */
  readonly getNodes: () => readonly TaskNode[];
  readonly onDialog: (dialog: ToolbarDialog) => void;
};

type ListMenuProps = ListProps & Pick<ViewsProps, "search" | "text">;

export function ToolbarMenus({
  search,
  text,
  onText,
  isNarrow,
  isCramped,
  count,
  getNodes,
  onDialog,
}: ViewsProps & Omit<ListProps, "onCopyLink"> & { readonly isCramped: boolean }) {
  const copy = useCopy();
  const linkOf = useListLink();
  return (
    <>
      {!isCramped && <CopyLink search={search} text={text} />}
      <Views {...{ search, text, onText, isNarrow }} />
      <ListMenu
        {...{ search, text, count, getNodes, onDialog }}
        onCopyLink={isCramped ? () => copy(linkOf({ ...search, q: text }), "link") : null}
      />
    </>
  );
}

const Views = memo(function Views({ search, text, onText, isNarrow }: ViewsProps) {
  const changeSearch = useChangeSearch();
  const { layout, setLayout } = useTaskLayout();
  return (
    <ViewsMenu
      search={viewPart({ ...search, q: text })}
      view={search.view}
      columns={layout}
      isNarrow={isNarrow}
      onName={(name) => changeSearch({ view: name })}
      onOpen={(view) => {
        const next = readTaskSearch(view.search);
        onText(next.q);
        changeSearch({ ...defaultTaskSearch, ...next, view: view.name }, false);
        const columns = readLayout(view.columns, taskColumns);
        if (columns) setLayout(columns);
      }}
    />
  );
});

const ListMenu = memo(function ListMenu({ search, text, count, getNodes, onDialog, onCopyLink }: ListMenuProps) {
  const navigate = useNavigate();
  const t = useTranslations("task");
  const { mine } = watches.use();
  const deleted = useCapability("deletedTasks");
  const refused = useRefusal();
  const { density } = usePreferences();
  const exportCsv = useCsvExport(getNodes);
  const watchMine = () => {
    toggleMine();
    void toast({ tone: "good", title: t(mine ? "watch.mineEnded" : "watch.mineBegun") });
  };
  return (
    <MoreMenu label={t("more.title")} width={220}>
      {onCopyLink && (
        <Menu.Item {...menuIcon(IconLink)} onClick={onCopyLink}>
          {t("views.copyLink")}
        </Menu.Item>
      )}
      <Menu.Item {...menuIcon(IconPlus)} onClick={() => onDialog("new")}>
        {t("more.newTask")}
      </Menu.Item>
      <Menu.Item {...menuIcon(IconColumns)} onClick={() => onDialog("columns")}>
        {t("more.columns")}
      </Menu.Item>
      <Menu.Item
        {...menuIcon(IconListDetails)}
        onClick={() => setPreferences({ density: density === "compact" ? "normal" : "compact" })}
      >
        {density === "compact" ? t("more.normal") : t("more.compact")}
      </Menu.Item>
      <Menu.Item
        {...menuIcon(IconReport)}
        onClick={() => void navigate({ to: "/tasks/report", search: reportUrlOf({ ...search, q: text }) })}
        disabled={count === 0}
      >
        {t("report.menu")}
      </Menu.Item>
      {deleted.has && (
        <Menu.Item {...menuIcon(IconTrash)} onClick={() => onDialog("deleted")} {...refused(deleted.refusal)}>
          {t("more.deleted")}
        </Menu.Item>
      )}
      <Menu.Item {...menuIcon(mine ? IconBellOff : IconBell)} onClick={watchMine}>
        {t(mine ? "watch.notMine" : "watch.mine")}
      </Menu.Item>
      <Menu.Item {...menuIcon(IconFileSpreadsheet)} onClick={exportCsv} disabled={count === 0}>
        {t("more.csv", { count })}
      </Menu.Item>
    </MoreMenu>
  );
});
