/** The linked views of the frames of one leaf: figures, filters, strip, chart, table. All share one selection and one filter. */
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { type HTMLAttributes, type ReactNode, Suspense, useDeferredValue, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../protocol/tasks/task-tree";
import { failureOf } from "../protocol/wire/call-error";
import { useCurrency } from "../queries/account/currency";
import { isComplete } from "../queries/frames/frame-set";
import type { TaskInContext } from "../queries/frames/frame-task";
import { lazyNamed } from "../ui/browser/lazy-named";
import { useNarrow } from "../ui/browser/narrow";
import { useHalfMinute } from "../ui/browser/now";
import { LoadFailed, Notice } from "../ui/status/query-state";
import { useColorScheme } from "../ui/theme/use-color-scheme";
import { ActedBar } from "./acted/acted-bar";
import { showOnlyActed } from "./acted/acted-frames";
import { FrameActions } from "./commands/frame-actions";
import { useCurrentCommands } from "./commands/use-current-commands";
import { useRerenderDialog } from "./commands/use-rerender-dialog";
import { FiguresRow } from "./figures/figures-row";
import { LoadProgress } from "./figures/load-progress";
import { isFilterChange, withoutFilters } from "./filters/filter-search";
import { FrameFilters } from "./filters/frame-filters";
import { type FrameSearch, withoutCosts } from "./filters/frame-search";
import classes from "./frames.module.css";
import { FrameLogContext } from "./log/log-button";
import type { TaskWalk } from "./log/task-walk-buttons";
import { useRowPictures } from "./pictures/thumbnail/use-row-pictures";
import { usePictureViews } from "./pictures/use-picture-views";
import { FrameStrip } from "./strip/frame-strip";
import { scaleTop } from "./strip/strip-paint";
import { FrameTable } from "./table/frame-table";
import { useFrameRows } from "./table/use-frame-rows";
import { useFrameSelection } from "./table/use-frame-selection";
import { useFrameKeys } from "./use-frame-keys";

const noIds: ReadonlySet<number> = new Set();

const FrameChart = lazyNamed(() => import("./chart/frame-chart"), "FrameChart", "block");

export type FrameViewsProps = {
  readonly leaf: TaskNode;
  readonly info: UseQueryResult<TaskInContext | null>;
  readonly search: FrameSearch;
  readonly onChange: (change: Partial<FrameSearch>, replace?: boolean) => void;
  /** Back to the list of tasks. */
  readonly onLeave: () => void;
  /** The way to the neighbours in the list that the task was opened from; null: there is none. */
  readonly walk: TaskWalk | null;
  readonly title: ReactNode;
  readonly tabs: ReactNode;
  /** ARIA attributes of the views below the tabs. */
  readonly panel: HTMLAttributes<HTMLDivElement>;
};

export function FrameViews({
  leaf,
  info,
  search: urlSearch,
  onChange,
  onLeave,
  walk,
  title,
  tabs,
  panel,
}: FrameViewsProps) {
  const t = useTranslations("frames");
  const nowMs = useHalfMinute();
  const narrow = useNarrow();
  const scheme = useColorScheme();
  const { chargesHidden } = useCurrency();
  const search = chargesHidden ? withoutCosts(urlSearch) : urlSearch;
  const frameRows = useFrameRows(leaf, info, search, nowMs);
  const { query, set, rows, failed, filtered, acted, matchingIds, deferred } = frameRows;
  const { figures, treeRows } = deferred;
  const selection = useFrameSelection({ rows, matchingIds, treeRows });
  const chartRows = useDeferredValue(deferred.shown);
  const rowPictures = useRowPictures(search, deferred.rows, onChange);
  const { color } = search;
  const top = useMemo(
    () => (color === "status" ? 1 : scaleTop(rows, color, figures, nowMs)),
    [color, rows, figures, nowMs],
  );
  /** Another filter is about all frames: those of the last command are not shown alone any longer. */
  const changeView = (change: Partial<FrameSearch>, replace?: boolean) => {
    if (acted?.isOnly && isFilterChange(change)) showOnlyActed(leaf.task.id, false);
    onChange(change, replace);
  };
  const rerender = useRerenderDialog({ leaf, keyword: search.search, selected: selection.ids, figures });
  const current = useCurrentCommands({
    leaf,
    rows: deferred.rows,
    selected: selection.ids,
    figures,
    search,
    pictures: rowPictures.state,
    walk,
    onChange: changeView,
    onRerender: rerender.openFor,
    onSelect: selection.selectIds,
  });

  const onEscape = () => {
    if (selection.ids.size > 0) selection.clear();
    else if (current.panel === null) onLeave();
  };
  const pictures = usePictureViews({
    taskId: leaf.task.id,
    rows: deferred.rows,
    shown: deferred.shown,
    isComplete: deferred.isComplete,
    search,
    selected: selection.ids,
    onChange: changeView,
    onToggle: selection.toggle,
    onSelect: selection.selectIds,
    onEscape,
  });

  const onOtherKey = useFrameKeys({
    isOperable: leaf.task.isOperable !== false,
    rows,
    failed,
    selected: selection.ids,
    current,
    onRerender: rerender.openDialog,
    onPlay: pictures.play,
  });

  return (
    <>
      <header className={classes["bar"]}>
        <div className={classes["title"]}>{title}</div>
        <FrameActions
          leaf={leaf}
          failed={failed}
          hung={frameRows.hung}
          selected={selection.ids}
          rows={rows}
          matchingIds={matchingIds}
          isComplete={frameRows.isComplete}
          figures={figures}
          onRerender={rerender.openDialog}
          onStopAndRerender={current.stopAndRerender}
          onClear={selection.clear}
        >
          {current.actions}
        </FrameActions>
      </header>
      {tabs}
      <div className={classes["views"]} {...panel}>
        <FiguresRow
          figures={figures}
          leaf={leaf}
          loaded={deferred.isComplete ? "all" : deferred.rows.length > 0 ? "some" : "none"}
          nowMs={nowMs}
          search={search}
          onChange={changeView}
        />
        <FrameFilters
          search={search}
          filtered={filtered}
          hasRows={rows.length > 0}
          scaleTop={top}
          onChange={changeView}
        >
          <span className={classes["joined"]}>
            {rowPictures.button}
            {pictures.buttons}
          </span>
          {current.filters}
        </FrameFilters>
        <LoadProgress
          set={set}
          dataReadAtMs={frameRows.dataReadAtMs}
          query={query}
          taskId={leaf.task.id}
          keyword={search.search}
        />
        {query.error && set.pageCount === 0 ? (
          <LoadFailed failure={failureOf(query.error)} asked={t("table")} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 && !query.isFetching ? (
          <Notice title={search.search === "" ? t("none") : t("noneFound", { keyword: search.search })}>
            {search.search !== "" && <Button onClick={() => onChange({ search: "" })}>{t("showAll")}</Button>}
          </Notice>
        ) : (
          <>
            <FrameStrip
              key={leaf.task.id}
              rows={rows}
              total={search.search === "" && !isComplete(set) ? set.total : 0}
              matchingIds={matchingIds}
              selected={selection.ids}
              colorBy={search.color}
              scaleTop={top}
              height={narrow || current.panel !== null || pictures.sheet ? "low" : "high"}
              figures={figures}
              nowMs={nowMs}
              onSelect={selection.selectCells}
              onToggle={selection.toggleCell}
              onSelectAll={selection.selectAll}
              onEscape={onEscape}
              onOtherKey={onOtherKey}
            />
            {!narrow && figures.hasTimes && current.panel === null && !pictures.sheet && (
              <Suspense fallback={<div className={classes["chartGap"]} />}>
                <FrameChart
                  key={scheme}
                  rows={chartRows}
                  figures={figures}
                  nowMs={nowMs}
                  onBrush={(brush) =>
                    brush.kind === "range" ? changeView({ range: brush.range }) : selection.selectIds(brush.ids)
                  }
                />
              </Suspense>
            )}
            {current.panel === null && current.lastLines}
            {acted && (
              <ActedBar
                taskId={leaf.task.id}
                group={acted}
                rows={rows}
                isFiltered={filtered.rows.length < rows.length}
              />
            )}
            <div className={classes["table"]}>
              {rows.length > 0 && deferred.shown.length === 0 && filtered.rows.length === 0 ? (
                <Notice title={isComplete(set) ? t("noMatch") : t("noMatchYet")}>
                  <Button variant="default" onClick={() => changeView(withoutFilters(search))}>
                    {t("clearFilters")}
                  </Button>
                </Notice>
              ) : pictures.sheet ? (
                pictures.sheet
              ) : (
                <FrameLogContext value={current.logs}>
                  <FrameTable
                    key={leaf.task.id}
                    rows={treeRows}
                    pictures={rowPictures.state}
                    figures={figures}
                    selection={selection}
                    acted={acted?.ids ?? noIds}
                    openLog={search.log ?? null}
                    sort={search.sort}
                    onSort={(sort) => onChange({ sort })}
                    onEscape={onEscape}
                    onRowMenu={current.openMenu}
                    onOtherKey={onOtherKey}
                  />
                </FrameLogContext>
              )}
            </div>
          </>
        )}
        {current.panel}
      </div>
      {current.menu}
      {current.dialog}
      {rerender.dialog}
      {pictures.dialog}
    </>
  );
}
