/** Tasks: the tree of everything the account renders. State that a colleague should see is on the URL. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import {
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  Suspense,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import type { TaskAction } from "../protocol/task-status";
import type { TaskNode } from "../protocol/task-tree";
import { failureOf } from "../queries/call-error";
import { taskHistoryQuery, usePendingActions } from "../queries/tasks";
import { createColumnLayout, defaultLayout } from "../ui/column-layout";
import { useColumnTable } from "../ui/column-table";
import { useNarrow } from "../ui/narrow";
import { usePageActions } from "../ui/page-actions";
import { usePageStatus } from "../ui/page-status";
import { usePassName } from "../ui/pass-name";
import { usePreferences } from "../ui/preferences";
import { LoadFailed, Notice } from "../ui/query-state";
import { TreeGrid } from "../ui/tree-grid";
import type { GridMove, TreeRow } from "../ui/tree-grid-model";
import { AskedDialog } from "./asked-dialog";
import { GridRowContext, GridRowStore } from "./grid-row-context";
import { SelectionBar } from "./selection-bar";
import { SinceYouLeft } from "./since-you-left";
import { phoneColumns, pinnedTaskColumns, taskColumns } from "./task-columns";
import { type TaskCommand, useOffers, useOfferWords } from "./task-commands";
import { defaultTaskSearch, hasFilters, type TaskSearch } from "./task-search";
import { HistoryNotes, TaskSkeleton } from "./task-states";
import { TaskToolbar } from "./task-toolbar";
import classes from "./tasks.module.css";
import { useFoundFirst } from "./use-found-first";
import { useTaskSelection } from "./use-task-selection";
import { readSort, useHeldOrder, useRows, useTaskView } from "./use-task-view";

const TaskPanel = lazy(() => import("./task-panel").then((module) => ({ default: module.TaskPanel })));
const ReportDialog = lazy(() => import("./report-dialog").then((module) => ({ default: module.ReportDialog })));
const RowMenu = lazy(() => import("./row-menu").then((module) => ({ default: module.RowMenu })));
const route = getRouteApi("/tasks");

const taskLayout = createColumnLayout("tasks", taskColumns, pinnedTaskColumns);
const phoneLayout = defaultLayout(phoneColumns, []);

/** Row heights in px: at 1440 x 900 the default shows 26 tasks, compact 33. */
const ROW_HEIGHT = { normal: 28, compact: 22, narrow: 62 } as const;

const actionKeys: Readonly<Record<string, TaskAction>> = {
  r: "rerender",
  s: "start",
  x: "stop",
  a: "abandon",
  Delete: "delete",
};

export function TasksPage() {
  const t = useTranslations("task");
  const passName = usePassName();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { polling, density, shortcuts } = usePreferences();
  const narrow = useNarrow();
  const query = useQuery(taskHistoryQuery(polling));
  const history = query.data;
  useFoundFirst(history, search);
  const pending = usePendingActions();
  const [text, setText] = useState(search.q);
  const [menu, setMenu] = useState<{ id: number; at: { x: number; y: number } } | null>(null);
  const [asked, setAsked] = useState<{ command: TaskCommand; ids: readonly number[] } | null>(null);
  const [reported, setReported] = useState<number | null>(null);
  const focusGrid = useRef<(() => void) | null>(null);
  const readMs = history ? newestAnswer(history.readMs) : null;
  usePageStatus(query, readMs);

  const change = useCallback(
    (next: Partial<TaskSearch>, replace = true) =>
      void navigate({ search: (known) => ({ ...known, ...next }), replace }),
    [navigate],
  );

  const columns = narrow ? phoneColumns : taskColumns;
  const layout = taskLayout.use();
  const sort = readSort(search.sort);
  const table = useColumnTable({
    columns,
    layout: narrow ? phoneLayout : layout,
    onLayout: taskLayout.write,
    sort,
    onSort: ({ column, descending }) => change({ sort: descending ? `-${column}` : column }),
  });

  const { subjects, sorted, filtered, open } = useTaskView(history, search, text, readMs ?? 0);
  const allNodes = useRef(sorted);
  useLayoutEffect(() => {
    allNodes.current = sorted;
  });
  const readAll = useCallback(() => allNodes.current, []);
  const [frozen, setFrozen] = useState(false);
  const viewKey = JSON.stringify([
    search.sort,
    text,
    search.status,
    search.project,
    search.software,
    search.user,
    search.from,
    search.to,
    search.ended,
  ]);
  const held = useHeldOrder(filtered.nodes, viewKey, frozen);
  const rows = useRows(held.nodes, open);
  const selection = useTaskSelection(rows, subjects);
  const selected = selection.selection.ids;
  const shouldFreeze = selected.size > 0 || menu !== null || asked !== null;
  if (frozen !== shouldFreeze) setFrozen(shouldFreeze);

  const toggleOpen = (id: number) =>
    change({ open: open.has(id) ? search.open.filter((other) => other !== id) : [...search.open, id] });
  const ask = (command: TaskCommand, ids: readonly number[]) => {
    setMenu(null);
    setAsked({ command, ids });
  };
  const openPanel = (id: number) => change({ task: subjects.get(id)?.node.task.id }, false);
  const closeMenu = () => {
    setMenu(null);
    focusGrid.current?.();
  };

  const [store] = useState(() => new GridRowStore());
  useLayoutEffect(() => {
    store.act({
      toggle: selection.toggle,
      toggleAll: () => (selected.size > 0 ? selection.clear() : selection.all()),
      toggleExpanded: toggleOpen,
      openMenu: (id, at) => setMenu({ id, at }),
    });
    store.write({ selected, open, pending, rowCount: held.nodes.length });
  });

  const onMove = (move: GridMove) => {
    switch (move.kind) {
      case "focus":
        return;
      case "expand":
      case "collapse":
        return toggleOpen(move.row);
      case "toggleSelection":
        return selection.toggle(move.row, false);
      case "selectAll":
        return selection.all();
      case "open":
        return openPanel(move.row);
      case "clear":
        return selected.size > 0 ? selection.clear() : change({ task: undefined });
      case "menu":
        return;
    }
  };
  const onRowClick = (row: TreeRow<TaskNode>, event: MouseEvent) => {
    if (event.shiftKey) return selection.toggle(row.id, true);
    if (event.ctrlKey || event.metaKey) return selection.toggle(row.id, false);
    openPanel(row.id);
  };
  const onOtherKey = (event: KeyboardEvent, row: TreeRow<TaskNode> | undefined) => {
    const action = actionKeys[event.key];
    if (!shortcuts || action === undefined || row === undefined || event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    ask(action, selected.size > 0 ? [...selected] : [row.id]);
  };

  const chosen = useMemo(() => [...selected].flatMap((id) => subjects.get(id) ?? []), [selected, subjects]);
  const { counted } = useOfferWords();
  const offers = useOffers(chosen);
  const offered = useMemo(
    () =>
      offers
        .filter(({ command, refusal }) => command !== "files" && refusal === null)
        .map((one) => ({
          id: one.command,
          label: counted(one),
          run: () => setAsked({ command: one.command, ids: [...selected] }),
        })),
    [offers, counted, selected],
  );
  usePageActions(offered);
  const menuSubject = menu && subjects.get(menu.id);
  const reportedNode = reported === null ? undefined : subjects.get(reported)?.node;
  const rowHeight = narrow ? ROW_HEIGHT.narrow : ROW_HEIGHT[density];
  const grid = !history ? (
    query.error ? (
      <LoadFailed failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
    ) : (
      <TaskSkeleton rowHeight={rowHeight} />
    )
  ) : rows.length === 0 && history.complete ? (
    hasFilters(search) || text !== "" ? (
      <Notice title={t("empty.noMatch")}>
        <button
          type="button"
          className={classes["link"]}
          onClick={() => {
            setText("");
            change({ ...defaultTaskSearch, sort: search.sort });
          }}
        >
          {t("empty.clear")}
        </button>
      </Notice>
    ) : (
      <Notice title={t("empty.none")}>
        <p>{t("empty.noneHelp")}</p>
      </Notice>
    )
  ) : (
    <GridRowContext value={store}>
      <TreeGrid
        key={rowHeight}
        label={t("grid")}
        rows={rows}
        columns={columns}
        table={table}
        rowHeight={rowHeight}
        selected={selected}
        rowLabel={(node) => (node.task.parentId === null ? node.task.sceneName : passName(node.task))}
        onMove={onMove}
        onExtend={selection.extend}
        onRowClick={onRowClick}
        onRowMenu={(row, at) => setMenu({ id: row.id, at })}
        onOtherKey={onOtherKey}
        focusRef={focusGrid}
      />
    </GridRowContext>
  );

  return (
    <div className={classes["page"]}>
      <TaskToolbar
        search={search}
        text={text}
        onText={setText}
        onChange={change}
        readAll={readAll}
        filtered={filtered}
        history={history}
        layout={layout}
        onLayout={taskLayout.write}
        narrow={narrow}
      />
      <SinceYouLeft history={history} />
      <div className={classes["split"]}>
        <main className={classes["main"]}>{grid}</main>
        {search.task !== undefined && history && (
          <Suspense fallback={<aside className={classes["panelGap"]} />}>
            <TaskPanel
              subject={subjects.get(search.task)}
              onCommand={(command) => search.task !== undefined && ask(command, [search.task])}
              onClose={() => {
                change({ task: undefined });
                focusGrid.current?.();
              }}
            />
          </Suspense>
        )}
      </div>
      <HistoryNotes history={history} query={query} heldBack={held.heldBack} onRetry={() => void query.refetch()} />
      {chosen.length > 0 && (
        <SelectionBar
          subjects={chosen}
          onCommand={(command) => ask(command, [...selected])}
          onClear={selection.clear}
        />
      )}
      {menu && menuSubject && (
        <Suspense fallback={null}>
          <RowMenu
            subject={menuSubject}
            at={menu.at}
            onCommand={(command) => ask(command, [menu.id])}
            onOpen={() => openPanel(menu.id)}
            onReport={() => setReported(menu.id)}
            onClose={closeMenu}
          />
        </Suspense>
      )}
      {reportedNode && (
        <Suspense fallback={null}>
          <ReportDialog
            nodes={[reportedNode]}
            layout={layout}
            onClose={() => {
              setReported(null);
              focusGrid.current?.();
            }}
          />
        </Suspense>
      )}
      {asked && (
        <AskedDialog
          command={asked.command}
          ids={asked.ids}
          subjectOf={(id) => subjects.get(id)}
          onClose={() => {
            setAsked(null);
            focusGrid.current?.();
          }}
        />
      )}
    </div>
  );
}

/** The age of the panel is the age of its newest answer: each step reads what moves, the rest is swept (task-history.ts). */
function newestAnswer(readMs: ReadonlyMap<number, number>): number | null {
  let newest: number | null = null;
  for (const ms of readMs.values()) if (newest === null || ms > newest) newest = ms;
  return newest;
}
