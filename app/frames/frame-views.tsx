/** The linked views of one leaf's frames: figures, filters, strip, chart, table. One selection, one filter for all. */
import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useDeferredValue,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import { frameFigures } from "../protocol/frame-figures";
import { parseFrameRange } from "../protocol/frame-range";
import type { TaskNode } from "../protocol/task-tree";
import { failureOf } from "../queries/call-error";
import { useCapability } from "../queries/capabilities";
import { emptyFrameSet, type FrameRow, isComplete, oldestReadMs, orderedRows } from "../queries/frame-set";
import { type TaskInContext, useFrameSet } from "../queries/frames";
import { createColumnLayout, defaultLayout } from "../ui/column-layout";
import { useColumnTable } from "../ui/column-table";
import { useNarrow } from "../ui/narrow";
import { useHalfMinute } from "../ui/now";
import { usePageStatus } from "../ui/page-status";
import { usePreferences } from "../ui/preferences";
import { LoadFailed, Notice } from "../ui/query-state";
import { TreeGrid } from "../ui/tree-grid";
import {
  extendTo,
  type GridMove,
  noSelection,
  prune,
  type Selection,
  type TreeRow,
  toggleRow,
} from "../ui/tree-grid-model";
import { useColorScheme } from "../ui/use-color-scheme";
import { FiguresRow } from "./figures-row";
import { FrameActions } from "./frame-actions";
import { frameColumns, phoneFrameColumns, plainFrameColumns } from "./frame-columns";
import { FrameContext, FrameStore, useCellWords } from "./frame-context";
import { FrameFilters } from "./frame-filters";
import { FrameLogContext } from "./frame-log-button";
import { defaultFrameSearch, type FrameSearch, hasFrameFilters } from "./frame-search";
import { FrameStrip } from "./frame-strip";
import { filterFrames, sortFrames } from "./frame-view";
import classes from "./frames.module.css";
import { LoadProgress } from "./load-progress";
import type { RerenderAsk } from "./rerender-dialog";
import { isFailed } from "./rerender-plan";
import { useFurther } from "./use-further";

const FrameChart = lazy(() => import("./frame-chart").then((module) => ({ default: module.FrameChart })));
const RerenderDialog = lazy(() => import("./rerender-dialog").then((module) => ({ default: module.RerenderDialog })));

const ROW_HEIGHT = { normal: 28, compact: 22, narrow: 40 } as const;
const frameLayout = createColumnLayout("frames", frameColumns, ["frame"]);
const phoneLayout = defaultLayout(phoneFrameColumns, []);

export type FrameViewsProps = {
  readonly leaf: TaskNode;
  readonly info: UseQueryResult<TaskInContext | null>;
  readonly search: FrameSearch;
  readonly onChange: (change: Partial<FrameSearch>, replace?: boolean) => void;
  readonly title: ReactNode;
  readonly tabs: ReactNode;
};

export function FrameViews({ leaf, info, search, onChange, title, tabs }: FrameViewsProps) {
  const t = useTranslations("frames");
  const nowMs = useHalfMinute();
  const narrow = useNarrow();
  const scheme = useColorScheme();
  const { density, shortcuts } = usePreferences();
  const load = useCapability("frameLoad");
  const { query, settled } = useFrameSet(leaf, search.search, info.data?.readMs ?? null);
  const set = query.data ?? emptyFrameSet;
  const whole = search.search === "" && isComplete(set);
  const readMs = settled ? (info.data?.readMs ?? null) : oldestReadMs(set);
  usePageStatus(info, readMs);

  const rows = useMemo(() => orderedRows(set), [set]);
  const frames = useMemo(() => rows.map((row) => row.frame), [rows]);
  // The present of the figures moves with the data and every half minute.
  const figures = useMemo(() => frameFigures(frames, nowMs), [frames, nowMs]);
  const filter = useMemo(() => {
    const read = search.range.trim() === "" ? null : parseFrameRange(search.range);
    return {
      status: new Set(search.status),
      type: new Set(search.type),
      text: search.q.trim(),
      ranges: read?.ok ? read.ranges : null,
      node: load.has ? search.node : "",
    };
  }, [search.status, search.type, search.q, search.range, search.node, load.has]);
  const filtered = useMemo(() => filterFrames(rows, filter), [rows, filter]);
  const descending = search.sort.startsWith("-");
  const sort = { column: descending ? search.sort.slice(1) : search.sort, descending };
  const sorted = useMemo(
    () => sortFrames(filtered.rows, descending ? search.sort.slice(1) : search.sort, descending, { figures, nowMs }),
    [filtered.rows, search.sort, descending, figures, nowMs],
  );
  const treeRows = useMemo(() => sorted.map(toTreeRow), [sorted]);
  const shown = useMemo(
    () => (filtered.rows.length === rows.length ? null : new Set(filtered.rows.map((row) => row.frame.id))),
    [filtered.rows, rows.length],
  );
  const chartRows = useDeferredValue(filtered.rows);

  const [stored, setSelection] = useState<Selection>(noSelection);
  const selection = useMemo(() => {
    if (stored.ids.size === 0) return stored;
    const known = new Set(frames.map((frame) => frame.id));
    return prune(stored, (id) => known.has(id));
  }, [stored, frames]);
  const order = () => sorted.map((row) => row.frame.id);
  const toggle = (id: number, extend: boolean) =>
    setSelection(extend ? extendTo(selection, order(), id) : toggleRow(selection, id));
  const selectCells = (from: number, to: number, add: boolean) => {
    const range = rows
      .slice(Math.min(from, to), Math.max(from, to) + 1)
      .filter((row) => shown === null || shown.has(row.frame.id));
    const ids = new Set(range.map((row) => row.frame.id));
    setSelection({ ids: add ? new Set([...selection.ids, ...ids]) : ids, anchor: rows[from]?.frame.id ?? null });
  };

  const [store] = useState(() => new FrameStore(figures));
  const cellWords = useCellWords(store);
  useLayoutEffect(() => {
    store.act(toggle);
    store.write(selection.ids, figures);
  });

  const [zoom, setZoom] = useState(1);
  const [asked, setAsked] = useState<RerenderAsk | null>(null);
  const failed = useMemo(() => rows.filter(isFailed), [rows]);

  const further = useFurther({
    leaf,
    rows,
    selected: selection.ids,
    search,
    onChange,
    onRerender: (ids) => {
      if (ids) setSelection({ ids: new Set(ids), anchor: null });
      setAsked({ kind: "selected" });
    },
  });

  const columns = narrow ? phoneFrameColumns : load.has ? frameColumns : plainFrameColumns;
  const layout = frameLayout.use();
  const table = useColumnTable({
    columns,
    layout: narrow ? phoneLayout : layout,
    onLayout: frameLayout.write,
    sort,
    onSort: (next) => onChange({ sort: next.descending ? `-${next.column}` : next.column }),
  });

  const onMove = (move: GridMove) => {
    if (move.kind === "toggleSelection" || move.kind === "open") toggle(move.row, false);
    if (move.kind === "selectAll") setSelection({ ids: new Set(order()), anchor: null });
    if (move.kind === "clear") setSelection(noSelection);
  };
  const onOtherKey = (event: KeyboardEvent, row?: TreeRow<FrameRow>) => {
    if (!shortcuts || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "r") setAsked({ kind: selection.ids.size > 0 ? "selected" : "failed" });
    else if (!further.onKey(event, row?.value)) return;
    event.preventDefault();
  };

  return (
    <>
      <header className={classes["bar"]}>
        <div className={classes["title"]}>{title}</div>
        <FrameActions
          failed={failed}
          selected={selection.ids}
          rows={rows}
          whole={whole}
          figures={figures}
          onAsk={setAsked}
          onClear={() => setSelection(noSelection)}
        >
          {further.actions}
        </FrameActions>
      </header>
      {tabs}
      <FiguresRow figures={figures} leaf={leaf} whole={whole} nowMs={nowMs} />
      <FrameFilters search={search} filtered={filtered} zoom={zoom} onZoom={setZoom} onChange={onChange}>
        {further.filters}
      </FrameFilters>
      <LoadProgress set={set} query={query} taskId={leaf.task.id} keyword={search.search} />
      {query.error && set.pageCount === 0 ? (
        <LoadFailed failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
      ) : rows.length === 0 && !query.isFetching ? (
        <Notice title={search.search === "" ? t("none") : t("noneFound", { keyword: search.search })}>
          {search.search !== "" && <Button onClick={() => onChange({ search: "" })}>{t("showAll")}</Button>}
        </Notice>
      ) : (
        <FrameContext key={leaf.task.id} value={cellWords}>
          <FrameStrip
            rows={rows}
            shown={shown}
            selected={selection.ids}
            colorBy={search.color}
            zoom={zoom}
            figures={figures}
            nowMs={nowMs}
            onSelect={selectCells}
            onToggle={(index) => {
              const id = rows[index]?.frame.id;
              if (id !== undefined) toggle(id, false);
            }}
          />
          {!narrow && figures.hasTimes && further.panel === null && (
            <Suspense fallback={<div className={classes["chartGap"]} />}>
              <FrameChart
                key={scheme}
                rows={chartRows}
                figures={figures}
                nowMs={nowMs}
                onBrush={(range) => onChange({ range })}
              />
            </Suspense>
          )}
          <div className={classes["table"]}>
            {treeRows.length === 0 && hasFrameFilters(search) ? (
              <Notice title={t("noMatch")}>
                <Button
                  variant="default"
                  onClick={() => onChange({ ...defaultFrameSearch, ...keptBesideFilters(search) })}
                >
                  {t("clearFilters")}
                </Button>
              </Notice>
            ) : (
              <FrameLogContext value={further.logs}>
                <TreeGrid
                  key={narrow ? "narrow" : density}
                  label={t("table")}
                  rows={treeRows}
                  columns={columns}
                  table={table}
                  rowHeight={narrow ? ROW_HEIGHT.narrow : ROW_HEIGHT[density]}
                  selected={selection.ids}
                  rowLabel={(row) => t("frame", { name: row.frame.name })}
                  onMove={onMove}
                  onExtend={(from, to) =>
                    setSelection(
                      extendTo(selection.anchor === null ? toggleRow(noSelection, from) : selection, order(), to),
                    )
                  }
                  onRowClick={(row, event) => {
                    if (event.shiftKey || event.ctrlKey || event.metaKey) toggle(row.id, event.shiftKey);
                    else setSelection({ ids: new Set([row.id]), anchor: row.id });
                  }}
                  onRowMenu={(row, at) => {
                    setSelection(selection.ids.has(row.id) ? selection : { ids: new Set([row.id]), anchor: row.id });
                    further.openMenu(row.value, at);
                  }}
                  onOtherKey={onOtherKey}
                />
              </FrameLogContext>
            )}
          </div>
        </FrameContext>
      )}
      {further.panel}
      {further.menu}
      {asked && (
        <Suspense fallback={null}>
          <RerenderDialog
            ask={asked}
            leaf={leaf}
            keyword={search.search}
            selected={selection.ids}
            figures={figures}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </>
  );
}

/** What of the view clearing its filters leaves alone. */
const keptBesideFilters = ({ layer, sort, color, log, line }: FrameSearch) => ({ layer, sort, color, log, line });

const toTreeRow = (row: FrameRow): TreeRow<FrameRow> => ({
  id: row.frame.id,
  level: 1,
  parentId: null,
  expandable: false,
  expanded: false,
  value: row,
});
