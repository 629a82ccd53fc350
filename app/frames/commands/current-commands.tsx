/**
 * What today's farm adds to the frames of a task: logs, stopping, failures by machine, tiles, and a menu for each row. All
 * of it is loaded when the farm turns out to have it, and none of it is there when it has not.
 */
import { Button } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, Suspense, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useCapability } from "../../queries/http/capabilities";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useRefusal } from "../../ui/controls/refusal";
import type { FrameSearch } from "../filters/frame-search";
import type { RowMenuAt } from "../table/frame-row-menu";
import { canRerender } from "./rerender-plan";

const FrameLogPanel = lazyNamed(() => import("../log/log-panel"), "FrameLogPanel");
const FrameRowMenu = lazyNamed(() => import("../table/frame-row-menu"), "FrameRowMenu");
const NodeFailuresFilter = lazyNamed(() => import("../filters/node-failures"), "NodeFailuresFilter");
const StopFramesMenu = lazyNamed(() => import("./stop-frames-menu"), "StopFramesMenu");
const TileProgressPanel = lazyNamed(() => import("../tiles/tile-progress-panel"), "TileProgressPanel");

/** cgId of 3ds Max, the only software whose tiles the farm tells of. */
const MAX = 2001;

type Given = {
  readonly leaf: TaskNode;
  readonly rows: readonly FrameRow[];
  readonly selected: ReadonlySet<number>;
  readonly search: FrameSearch;
  readonly onChange: (change: Partial<FrameSearch>, replace?: boolean) => void;
  /** Asks about rendering these frames again; without any, the selected ones. */
  readonly onRerender: (ids?: readonly number[]) => void;
};

/** The controls for their places on the page. `panel` is null while none is open. */
export function useCurrentCommands({ leaf, rows, selected, search, onChange, onRerender }: Given) {
  const log = useCapability("frameLog");
  const load = useCapability("frameLoad");
  const stop = useCapability("stopFrames");
  const refusal = useRefusal();
  const [menu, setMenu] = useState<RowMenuAt | null>(null);
  const [tilesOf, setTilesOf] = useState<number | null>(null);
  const tiles = useTiles(leaf, rows, () => setTilesOf(leaf.task.id));
  const logRow = useMemo(() => rows.find((row) => row.frame.id === search.log), [rows, search.log]);

  const openLog = (id: number) => onChange({ log: id, line: undefined }, search.log !== undefined);
  const closeLog = () => {
    onChange({ log: undefined, line: undefined });
    // Back to the frame it was opened from, if that is still drawn.
    document.querySelector<HTMLElement>(`[data-row="${search.log}"]`)?.focus();
  };

  let panel: ReactNode = null;
  if (log.has && search.log !== undefined)
    panel = (
      <FrameLogPanel
        key={search.log}
        frameId={search.log}
        row={logRow}
        line={search.line}
        onLine={(line) => onChange({ line })}
        onClose={closeLog}
      />
    );
  else if (tiles !== null && tilesOf === leaf.task.id)
    panel = (
      <TileProgressPanel
        taskId={leaf.task.id}
        renders={leaf.rollUp.counts.executing > 0}
        onClose={() => setTilesOf(null)}
      />
    );

  return {
    panel: panel && <Suspense fallback={null}>{panel}</Suspense>,
    actions: (
      <Suspense fallback={null}>
        {tiles}
        {stop.has && <StopFramesMenu leaf={leaf} keyword={search.search} rows={rows} selected={selected} />}
      </Suspense>
    ),
    filters: load.has && (
      <Suspense fallback={null}>
        <NodeFailuresFilter
          rows={rows}
          node={search.node}
          onNode={(node) => onChange({ node })}
          onRerender={onRerender}
        />
      </Suspense>
    ),
    menu: menu && (
      <Suspense fallback={null}>
        <FrameRowMenu
          at={menu}
          again={rows.filter((row) => selected.has(row.frame.id) && canRerender(row)).length}
          onLog={openLog}
          onNode={(node) => onChange({ node })}
          onRerender={() => onRerender()}
          onClose={() => setMenu(null)}
        />
      </Suspense>
    ),
    /** For the rows: failed ones show the way to their log. */
    logs: log.has ? { open: openLog, refused: refusal(log.refusal) } : null,
    openMenu: (row: FrameRow, at: { x: number; y: number }) => {
      if (log.has || load.has) setMenu({ row, ...at });
    },
    /** The key `l` on a row; true when it meant something. */
    onKey: (event: KeyboardEvent, row: FrameRow | undefined): boolean => {
      if (event.key !== "l" || row === undefined || !log.has || log.refusal !== null) return false;
      openLog(row.frame.id);
      return true;
    },
  };
}

/** The button for the tiles of a 3ds Max task that has some, or of its photon pass; null where there is nothing to tell. */
function useTiles(leaf: TaskNode, rows: readonly FrameRow[], onOpen: () => void): ReactNode {
  const t = useTranslations("frames.tiles");
  const { has, refusal } = useCapability("tileProgress");
  const refused = useRefusal();
  const tiled = useMemo(() => rows.some((row) => row.frame.tile !== null), [rows]);
  if (!has || leaf.task.cgId !== MAX || !(tiled || leaf.task.taskType === "RenderPhoton")) return null;
  return (
    <Button variant="default" {...refused(refusal)} onClick={onOpen}>
      {t("button")}
    </Button>
  );
}
