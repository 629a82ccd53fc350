/** Tasks: the tree of everything the account renders. State that a colleague should see is on the URL. */
import { Suspense, useLayoutEffect, useRef, useState } from "react";
import { withMessages } from "../i18n/messages";
import { hasEveryTask } from "../mirror/task-history";
import { useTaskHistory } from "../queries/tasks/use-task-history";
import { lazyNamed } from "../ui/browser/lazy-named";
import { usePreferences } from "../ui/storage/preferences";
import { CommandDialog, createOpenCommand, OpenCommandContext } from "./commands/command-dialog";
import { RowOverlay } from "./commands/row-overlay";
import { createRowOverlay, RowOverlayContext } from "./commands/row-overlay-state";
import { HistoryNotes, SinceLine } from "./grid/history-notes";
import { TaskRows } from "./grid/task-rows";
import { useTaskSelection } from "./grid/use-task-selection";
import classes from "./tasks-page.module.css";
import { TaskToolbar } from "./toolbar/task-toolbar";
import { useFarmSearch } from "./toolbar/use-farm-search";
import { followList } from "./view/last-list";
import { hasFilters } from "./view/task-search";
import { useTaskSearch } from "./view/use-task-search";
import { useHeldOrder, useTaskView } from "./view/use-task-view";

const SelectionBar = lazyNamed(
  () => withMessages("dialogs", import("./commands/selection-bar")),
  "SelectionBar",
  "inline",
);
const CompareDialog = lazyNamed(
  () => withMessages(["dialogs", "frames"], import("./compare/compare-dialog")),
  "CompareDialog",
);
const NeedsPanel = lazyNamed(
  () => withMessages(["dialogs", "team"], import("./needs/needs-panel")),
  "NeedsPanel",
  "block",
);
const NothingNeedsYou = lazyNamed(
  () => withMessages("dialogs", import("./needs/nothing-needs-you")),
  "NothingNeedsYou",
  "block",
);
const TaskPanel = lazyNamed(
  () => withMessages(["soon", "dialogs"], import("./panel/task-panel")),
  "TaskPanel",
  "block",
);

export function TasksPage() {
  const search = useTaskSearch();
  const [text, setText] = useState(search.q);
  const query = useTaskHistory(usePreferences().polling);
  const history = query.data;
  useFarmSearch(history, search);
  const { index, filtered, viewKey } = useTaskView(history, search, text);
  const selection = useTaskSelection(index, viewKey);
  const [openCommand] = useState(createOpenCommand);
  const [rowOverlay] = useState(createRowOverlay);
  const isCommandOpen = openCommand.use((open) => open !== null);
  const isRowOverlayOpen = rowOverlay.use((open) => open !== null);
  const isFrozen = selection.ids.size > 0 || isCommandOpen || isRowOverlayOpen;
  const { nodes, heldBack } = useHeldOrder(filtered.nodes, viewKey, isFrozen);
  useLayoutEffect(() => followList(nodes), [nodes]);
  const needsNobody = search.group === "needsYou" && history?.isComplete === true && filtered.nodes.length === 0;
  const gridFocus = useRef<(() => void) | null>(null);
  const focusGrid = () => gridFocus.current?.();

  return (
    <OpenCommandContext value={openCommand}>
      <RowOverlayContext value={rowOverlay}>
        <div className={classes["page"]}>
          <TaskToolbar
            text={text}
            onText={setText}
            filtered={filtered}
            history={history}
            onNearGroups={() => void NeedsPanel.preload()}
          />
          <SinceLine />
          {search.group === "needsYou" && filtered.nodes.length > 0 && (
            <Suspense fallback={null}>
              <NeedsPanel nodes={filtered.nodes} />
            </Suspense>
          )}
          <div className={classes["split"]}>
            <main className={classes["main"]}>
              {needsNobody ? (
                <Suspense fallback={null}>
                  <NothingNeedsYou nodes={history.nodes} isFiltered={hasFilters({ ...search, group: undefined })} />
                </Suspense>
              ) : (
                <TaskRows
                  query={query}
                  nodes={nodes}
                  text={text}
                  onText={setText}
                  selected={selection.ids}
                  onSelect={selection.dispatch}
                  focusRef={gridFocus}
                />
              )}
            </main>
            {search.task !== undefined && history && (
              <Suspense fallback={<aside />}>
                <TaskPanel
                  id={search.task}
                  taskRef={index.get(search.task)}
                  nodes={nodes}
                  isComplete={hasEveryTask(history)}
                  onClosed={focusGrid}
                />
              </Suspense>
            )}
          </div>
          <HistoryNotes heldBack={heldBack} />
          {selection.refs.length > 0 && (
            <Suspense fallback={null}>
              <SelectionBar refs={selection.refs} nodes={nodes} onClear={() => selection.dispatch({ kind: "clear" })} />
            </Suspense>
          )}
          {search.compare.length > 0 && history && (
            <Suspense fallback={null}>
              <CompareDialog
                ids={search.compare}
                index={index}
                nodes={history.nodes}
                isComplete={hasEveryTask(history)}
              />
            </Suspense>
          )}
          <CommandDialog index={index} onClosed={focusGrid} />
          <RowOverlay index={index} onClosed={focusGrid} />
        </div>
      </RowOverlayContext>
    </OpenCommandContext>
  );
}
