/** The linked views of the frames of one leaf: figures, filters, strip, chart, table. All share one selection and one filter. */
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import {
  type HTMLAttributes,
  type KeyboardEvent,
  type ReactNode,
  Suspense,
  useDeferredValue,
  useMemo,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../protocol/tasks/task-tree";
import { failureOf } from "../protocol/wire/call-error";
import { useCurrency } from "../queries/account/currency";
import { type FrameRow, isComplete } from "../queries/frames/frame-set";
import type { TaskInContext } from "../queries/frames/frame-task";
import { lazyNamed } from "../ui/browser/lazy-named";
import { useNarrow } from "../ui/browser/narrow";
import { useHalfMinute } from "../ui/browser/now";
import { findShortcut } from "../ui/controls/shortcut";
import { LoadFailed, Notice } from "../ui/status/query-state";
import { usePreferences } from "../ui/storage/preferences";
import { useColorScheme } from "../ui/theme/use-color-scheme";
import { FrameActions } from "./commands/frame-actions";
import { useCurrentCommands } from "./commands/use-current-commands";
import { useRerenderDialog } from "./commands/use-rerender-dialog";
import { FiguresRow } from "./figures/figures-row";
import { LoadProgress } from "./figures/load-progress";
import { FrameFilters } from "./filters/frame-filters";
import { defaultFrameSearch, type FrameSearch, withoutCosts } from "./filters/frame-search";
import { type FrameCommand, frameShortcuts } from "./frame-shortcuts";
import classes from "./frames.module.css";
import { FrameLogContext } from "./log/log-button";
import { FrameStrip } from "./strip/frame-strip";
import { scaleTop } from "./strip/strip-paint";
import { FrameTable } from "./table/frame-table";
import { useFrameRows } from "./table/use-frame-rows";
import { useFrameSelection } from "./table/use-frame-selection";

const FrameChart = lazyNamed(() => import("./chart/frame-chart"), "FrameChart", "block");

export type FrameViewsProps = {
  readonly leaf: TaskNode;
  readonly info: UseQueryResult<TaskInContext | null>;
  readonly search: FrameSearch;
  readonly onChange: (change: Partial<FrameSearch>, replace?: boolean) => void;
  /** Back to the list of tasks. */
  readonly onLeave: () => void;
  readonly title: ReactNode;
  readonly tabs: ReactNode;
  /** ARIA attributes of the views below the tabs. */
  readonly panel: HTMLAttributes<HTMLDivElement>;
};

export function FrameViews({ leaf, info, search: urlSearch, onChange, onLeave, title, tabs, panel }: FrameViewsProps) {
  const t = useTranslations("frames");
  const nowMs = useHalfMinute();
  const narrow = useNarrow();
  const scheme = useColorScheme();
  const { shortcuts } = usePreferences();
  const { chargesHidden } = useCurrency();
  const search = chargesHidden ? withoutCosts(urlSearch) : urlSearch;
  const frameRows = useFrameRows(leaf, info, search, nowMs);
  const { query, set, rows, failed, filtered, matchingIds, deferred } = frameRows;
  const { figures, treeRows } = deferred;
  const selection = useFrameSelection({ rows, matchingIds, treeRows });
  const chartRows = useDeferredValue(deferred.matching);
  const [zoom, setZoom] = useState(1);
  const [maxZoom, setMaxZoom] = useState(1);
  const { color } = search;
  const top = useMemo(
    () => (color === "status" ? 1 : scaleTop(rows, color, figures, nowMs)),
    [color, rows, figures, nowMs],
  );
  const rerender = useRerenderDialog({ leaf, keyword: search.search, selected: selection.ids, figures });
  const current = useCurrentCommands({
    leaf,
    rows: deferred.rows,
    selected: selection.ids,
    search,
    onChange,
    onRerender: (ids) => {
      if (ids) selection.selectIds(ids);
      rerender.openDialog({ kind: "selected" });
    },
  });

  const run: Readonly<Record<FrameCommand, (row: FrameRow | undefined) => void>> = {
    rerender: () => {
      if (leaf.task.isOperable === false) return;
      if (selection.ids.size > 0) rerender.openDialog({ kind: "selected" });
      else if (failed.length > 0) rerender.openDialog({ kind: "failed" });
    },
    openLog: (row) => row && current.openLog?.(row.frame.id),
  };
  const onEscape = () => {
    if (selection.ids.size > 0) selection.clear();
    else if (current.panel === null) onLeave();
  };
  const onOtherKey = (event: KeyboardEvent, row: FrameRow | undefined) => {
    const shortcut = shortcuts ? findShortcut(frameShortcuts, event) : undefined;
    if (shortcut === undefined) return;
    run[shortcut.command](row);
    event.preventDefault();
  };

  return (
    <>
      <header className={classes["bar"]}>
        <div className={classes["title"]}>{title}</div>
        <FrameActions
          leaf={leaf}
          failed={failed}
          selected={selection.ids}
          rows={rows}
          matchingIds={matchingIds}
          isComplete={frameRows.isComplete}
          figures={figures}
          onRerender={rerender.openDialog}
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
        />
        <FrameFilters
          search={search}
          filtered={filtered}
          hasRows={rows.length > 0}
          zoom={Math.min(zoom, maxZoom)}
          maxZoom={maxZoom}
          scaleTop={top}
          onZoom={setZoom}
          onChange={onChange}
        >
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
              zoom={zoom}
              figures={figures}
              nowMs={nowMs}
              onSelect={selection.selectCells}
              onToggle={selection.toggleCell}
              onSelectAll={selection.selectAll}
              onEscape={onEscape}
              onMaxZoom={setMaxZoom}
              onOtherKey={onOtherKey}
            />
            {!narrow && figures.hasTimes && current.panel === null && (
              <Suspense fallback={<div className={classes["chartGap"]} />}>
                <FrameChart
                  key={scheme}
                  rows={chartRows}
                  figures={figures}
                  nowMs={nowMs}
                  onBrush={(brush) =>
                    brush.kind === "range" ? onChange({ range: brush.range }) : selection.selectIds(brush.ids)
                  }
                />
              </Suspense>
            )}
            <div className={classes["table"]}>
              {rows.length > 0 && filtered.rows.length === 0 ? (
                <Notice title={isComplete(set) ? t("noMatch") : t("noMatchYet")}>
                  <Button
                    variant="default"
                    onClick={() => onChange({ ...defaultFrameSearch, ...withoutFilters(search) })}
                  >
                    {t("clearFilters")}
                  </Button>
                </Notice>
              ) : (
                <FrameLogContext value={current.logs}>
                  <FrameTable
                    key={leaf.task.id}
                    rows={treeRows}
                    figures={figures}
                    selection={selection}
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
      {rerender.dialog}
    </>
  );
}

/** The search parameters that "Clear filters" does not reset. */
const withoutFilters = ({ layer, sort, color, log, line }: FrameSearch) => ({ layer, sort, color, log, line });
