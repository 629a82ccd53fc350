/** Tasks: the tree of everything the account renders. State that a colleague should see is on the URL. */
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../queries/http/call-error";
import { useDataReadAtMs, useShownHistory } from "../queries/tasks/shown-history";
import { usePendingActions } from "../queries/tasks/tasks";
import { useNarrow } from "../ui/browser/narrow";
import { LoadFailed } from "../ui/status/query-state";
import { usePreferences } from "../ui/storage/preferences";
import { toast } from "../ui/toasts/toast";
import { SelectionBar } from "./commands/selection-bar";
import type { TaskCommand } from "./commands/task-commands";
import { type Overlay, TaskOverlays } from "./commands/task-overlays";
import { usePaletteCommands } from "./commands/use-palette-commands";
import { NoRows, TaskSkeleton } from "./grid/grid-placeholders";
import { HistoryNotes, SinceLine } from "./grid/history-notes";
import { GridRowStore } from "./grid/row-store";
import { TaskGrid } from "./grid/task-grid";
import { useTaskLayout } from "./grid/use-task-layout";
import { shownOf, useTaskSelection } from "./grid/use-task-selection";
import classes from "./tasks.module.css";
import { TaskToolbar } from "./toolbar/task-toolbar";
import { useFarmSearch } from "./toolbar/use-farm-search";
import { defaultTaskSearch, hasFilters, type TaskSearch } from "./view/task-search";
import { isTimed, useHeldOrder, useRows, useTaskView } from "./view/use-task-view";

const TaskPanel = lazy(() => import("./panel/task-panel").then((module) => ({ default: module.TaskPanel })));
const route = getRouteApi("/tasks");

/** Row heights in px: at 1440 x 900 the default shows 26 tasks, compact 33. */
const ROW_HEIGHT = { normal: 28, compact: 22, narrow: 62 } as const;

export function TasksPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const t = useTranslations("task");
  const { polling, density } = usePreferences();
  const narrow = useNarrow();
  const { data: history, error, refetch } = useShownHistory(polling);
  useFarmSearch(history, search);
  const pending = usePendingActions();
  const [text, setText] = useState(search.q);
  const [asked, setOverlay] = useState<Overlay | null>(null);
  const focusGrid = useRef<(() => void) | null>(null);

  const change = useCallback(
    (next: Partial<TaskSearch>, replace = true) =>
      void navigate({ search: (known) => ({ ...known, ...next }), replace }),
    [navigate],
  );

  const dropListed = useCallback(() => change({ columns: [] }), [change]);
  const { layout, write: writeLayout } = useTaskLayout(search.columns, dropListed);
  const { subjects, sorted, filtered, open } = useTaskView(
    history,
    search,
    text,
    useDataReadAtMs(isTimed(search.sort)),
  );
  const allNodes = useRef(sorted);
  useLayoutEffect(() => {
    allNodes.current = sorted;
  });
  const readAll = useCallback(() => allNodes.current, []);
  const [frozen, setFrozen] = useState(false);
  const { status, project, software, user, from, to, ended } = search;
  const viewKey = JSON.stringify([search.sort, text, status, project, software, user, from, to, ended]);
  const held = useHeldOrder(filtered.nodes, viewKey, frozen);
  const rows = useRows(held.nodes, open);
  const selection = useTaskSelection(rows, subjects);
  const selected = selection.selection.ids;
  const { rowsSelected, hidden } = useMemo(
    () => shownOf(selected, held.nodes, subjects),
    [selected, held.nodes, subjects],
  );
  // Without its task a menu or report shows nothing, and would hold the order for good.
  const lost = asked !== null && asked.kind !== "asked" && !subjects.has(asked.id);
  const overlay = lost ? null : asked;
  useEffect(() => {
    if (lost) void toast({ tone: "idle", title: t("panel.gone") });
  }, [lost, t]);
  const shouldFreeze = selected.size > 0 || overlay !== null;
  if (frozen !== shouldFreeze) setFrozen(shouldFreeze);

  const ask = (command: TaskCommand, ids: readonly number[]) => setOverlay({ kind: "asked", command, ids });
  const openPanel = (id: number) => change({ task: subjects.get(id)?.node.task.id }, false);
  const close = (kind: Overlay["kind"]) => {
    setOverlay((known) => (known?.kind === kind ? null : known));
    focusGrid.current?.();
  };

  const [store] = useState(() => new GridRowStore());
  useLayoutEffect(() => {
    store.act({
      toggle: selection.toggle,
      extend: selection.extend,
      selectAll: selection.all,
      toggleAll: () => (rowsSelected > 0 ? selection.clear() : selection.all()),
      clear: () => (selected.size > 0 ? selection.clear() : change({ task: undefined })),
      toggleExpanded: (id) =>
        change({ open: open.has(id) ? search.open.filter((other) => other !== id) : [...search.open, id] }),
      open: openPanel,
      openMenu: (id, at) => setOverlay({ kind: "menu", id, at }),
      ask,
      sort: (sort) => change({ sort }),
      layOut: writeLayout,
    });
    store.write({ selected, open, pending, rowCount: held.nodes.length, rowsSelected });
  });

  const chosen = useMemo(() => [...selected].flatMap((id) => subjects.get(id) ?? []), [selected, subjects]);
  usePaletteCommands(chosen, selected, store);

  const rowHeight = narrow ? ROW_HEIGHT.narrow : ROW_HEIGHT[density];
  const grid = !history ? (
    error ? (
      <LoadFailed failure={failureOf(error)} onRetry={() => void refetch()} />
    ) : (
      <TaskSkeleton rowHeight={rowHeight} />
    )
  ) : rows.length === 0 && history.complete ? (
    <NoRows
      filtered={hasFilters(search) || text !== ""}
      onClear={() => {
        setText("");
        change({ ...defaultTaskSearch, sort: search.sort });
      }}
    />
  ) : (
    <TaskGrid
      store={store}
      rows={rows}
      selected={selected}
      layout={layout}
      sort={search.sort}
      narrow={narrow}
      rowHeight={rowHeight}
      focusRef={focusGrid}
    />
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
        onLayout={writeLayout}
        narrow={narrow}
      />
      <SinceLine />
      <div className={classes["split"]}>
        <main className={classes["main"]}>{grid}</main>
        {search.task !== undefined && history && (
          <Suspense fallback={<aside className={classes["panelGap"]} />}>
            <TaskPanel
              id={search.task}
              subject={subjects.get(search.task)}
              complete={history.complete}
              onCommand={(command) => search.task !== undefined && ask(command, [search.task])}
              onClose={() => {
                change({ task: undefined });
                focusGrid.current?.();
              }}
            />
          </Suspense>
        )}
      </div>
      <HistoryNotes heldBack={held.heldBack} />
      {chosen.length > 0 && (
        <SelectionBar
          subjects={chosen}
          hidden={hidden}
          onCommand={(command) => ask(command, [...selected])}
          onClear={selection.clear}
        />
      )}
      {overlay && (
        <TaskOverlays
          overlay={overlay}
          subjectOf={subjects.get}
          layout={layout}
          open={search.open}
          onOverlay={setOverlay}
          onOpenTask={openPanel}
          onClose={close}
        />
      )}
    </div>
  );
}
