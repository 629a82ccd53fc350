/** The linked views of one leaf's frames: figures, filters, strip, chart, table. One selection, one filter for all. */
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
import { useCurrency } from "../queries/account/currency";
import { type FrameRow, isComplete } from "../queries/frames/frame-set";
import type { TaskInContext } from "../queries/frames/frame-task";
import { failureOf } from "../queries/http/call-error";
import { lazyNamed } from "../ui/browser/lazy-named";
import { useNarrow } from "../ui/browser/narrow";
import { useHalfMinute } from "../ui/browser/now";
import { LoadFailed, Notice } from "../ui/status/query-state";
import { usePreferences } from "../ui/storage/preferences";
import { useColorScheme } from "../ui/theme/use-color-scheme";
import { useCurrentCommands } from "./commands/current-commands";
import { FrameActions } from "./commands/frame-actions";
import type { RerenderAsk } from "./commands/rerender-dialog";
import { FiguresRow } from "./figures/figures-row";
import { LoadProgress } from "./figures/load-progress";
import { FrameFilters } from "./filters/frame-filters";
import { defaultFrameSearch, type FrameSearch, withoutCosts } from "./filters/frame-search";
import classes from "./frames.module.css";
import { FrameLogContext } from "./log/log-button";
import { FrameStrip } from "./strip/frame-strip";
import { scaleTop } from "./strip/strip-paint";
import { FrameTable } from "./table/frame-table";
import { useFrameRows } from "./table/use-frame-rows";
import { useFrameSelection } from "./table/use-frame-selection";

const FrameChart = lazyNamed(() => import("./chart/frame-chart"), "FrameChart");
const RerenderDialog = lazyNamed(() => import("./commands/rerender-dialog"), "RerenderDialog");

export type FrameViewsProps = {
  readonly leaf: TaskNode;
  readonly info: UseQueryResult<TaskInContext | null>;
  readonly search: FrameSearch;
  readonly onChange: (change: Partial<FrameSearch>, replace?: boolean) => void;
  readonly title: ReactNode;
  readonly tabs: ReactNode;
  /** What the views below the tabs are to a screen reader. */
  readonly panel: HTMLAttributes<HTMLDivElement>;
};

export function FrameViews({ leaf, info, search: ofUrl, onChange, title, tabs, panel }: FrameViewsProps) {
  const t = useTranslations("frames");
  const nowMs = useHalfMinute();
  const narrow = useNarrow();
  const scheme = useColorScheme();
  const { shortcuts } = usePreferences();
  const { chargesHidden: hidden } = useCurrency();
  const search = hidden ? withoutCosts(ofUrl) : ofUrl;
  const { query, set, asOfMs, whole, rows, failed, filtered, shown, after } = useFrameRows(leaf, info, search, nowMs);
  const { figures, treeRows } = after;
  const selection = useFrameSelection({ rows, shown, treeRows });
  const chartRows = useDeferredValue(after.matching);
  const [zoom, setZoom] = useState(1);
  const [maxZoom, setMaxZoom] = useState(1);
  const { color } = search;
  const top = useMemo(
    () => (color === "status" ? 1 : scaleTop(rows, color, figures, nowMs)),
    [color, rows, figures, nowMs],
  );
  const [asked, setAsked] = useState<RerenderAsk | null>(null);

  const further = useCurrentCommands({
    leaf,
    rows: after.rows,
    selected: selection.ids,
    search,
    onChange,
    onRerender: (ids) => {
      if (ids) selection.selectIds(ids);
      setAsked({ kind: "selected" });
    },
  });

  const onOtherKey = (event: KeyboardEvent, row: FrameRow | undefined) => {
    if (!shortcuts || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "r") {
      if (selection.ids.size > 0) setAsked({ kind: "selected" });
      else if (failed.length > 0) setAsked({ kind: "failed" });
    } else if (!further.onKey(event, row)) return;
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
          shown={shown}
          whole={whole}
          figures={figures}
          onAsk={setAsked}
          onClear={selection.clear}
        >
          {further.actions}
        </FrameActions>
      </header>
      {tabs}
      <div className={classes["views"]} {...panel}>
        <FiguresRow
          figures={figures}
          leaf={leaf}
          of={after.whole ? "all" : after.rows.length > 0 ? "some" : "none"}
          nowMs={nowMs}
        />
        <FrameFilters
          search={search}
          filtered={filtered}
          known={rows.length > 0}
          zoom={Math.min(zoom, maxZoom)}
          maxZoom={maxZoom}
          scaleTop={top}
          onZoom={setZoom}
          onChange={onChange}
        >
          {further.filters}
        </FrameFilters>
        <LoadProgress set={set} asOfMs={asOfMs} query={query} taskId={leaf.task.id} keyword={search.search} />
        {query.error && set.pageCount === 0 ? (
          <LoadFailed failure={failureOf(query.error)} onRetry={() => void query.refetch()} />
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
              shown={shown}
              selected={selection.ids}
              colorBy={search.color}
              scaleTop={top}
              zoom={zoom}
              figures={figures}
              nowMs={nowMs}
              onSelect={selection.selectCells}
              onToggle={selection.toggleCell}
              onSelectAll={selection.selectAll}
              onClear={selection.clear}
              onMaxZoom={setMaxZoom}
              onOtherKey={onOtherKey}
            />
            {!narrow && figures.hasTimes && further.panel === null && (
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
                    onClick={() => onChange({ ...defaultFrameSearch, ...keptBesideFilters(search) })}
                  >
                    {t("clearFilters")}
                  </Button>
                </Notice>
              ) : (
                <FrameLogContext value={further.logs}>
                  <FrameTable
                    key={leaf.task.id}
                    rows={treeRows}
                    figures={figures}
                    selection={selection}
                    sort={search.sort}
                    onSort={(sort) => onChange({ sort })}
                    onRowMenu={further.openMenu}
                    onOtherKey={onOtherKey}
                  />
                </FrameLogContext>
              )}
            </div>
          </>
        )}
        {further.panel}
      </div>
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
