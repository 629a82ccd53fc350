/**
 * Controls that only the current dialect has: logs, errors by message, stop, failures by node, tiles. Each is loaded when the farm turns out to
 * have the capability. And the menu of a row, whose entries depend on it.
 */
import { Button } from "@mantine/core";
import { type ReactNode, Suspense, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useCapability } from "../../queries/http/capabilities";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { type RefusedProps, useRefusal } from "../../ui/controls/refusal";
import type { FrameSearch } from "../filters/frame-search";
import { failedAround } from "../log/failed-logs";
import type { TaskWalk } from "../log/task-walk-buttons";
import type { RowPicturesState } from "../pictures/thumbnail/use-row-pictures";
import type { RowMenuAt } from "../table/frame-row-menu";
import { isFailed } from "./rerender-plan";
import { useStopDialogs } from "./use-stop-dialogs";

const ErrorsPanel = lazyNamed(() => withMessages("errors", import("../errors/errors-panel")), "ErrorsPanel", "block");
const FrameLogPanel = lazyNamed(() => import("../log/log-panel"), "FrameLogPanel", "block");
const FrameRowMenu = lazyNamed(() => import("../table/frame-row-menu"), "FrameRowMenu");
const LastLines = lazyNamed(() => withMessages("errors", import("../log/last-lines")), "LastLines", "block");
const NodeFailuresFilter = lazyNamed(() => import("../filters/node-failures"), "NodeFailuresFilter", "inline");
const StopFramesMenu = lazyNamed(() => import("./stop-frames-menu"), "StopFramesMenu", "inline");
const TileProgressPanel = lazyNamed(() => import("../tiles/tile-progress-panel"), "TileProgressPanel", "block");

/** cgId of 3ds Max, the only software whose tile progress the farm reports. */
const CG_3DS_MAX = 2001;

type CommandsProps = {
  readonly leaf: TaskNode;
  readonly rows: readonly FrameRow[];
  readonly selected: ReadonlySet<number>;
  readonly figures: FrameFigures;
  readonly search: FrameSearch;
  /** Small pictures, for the rows of tiles. */
  readonly pictures: RowPicturesState;
  readonly walk: TaskWalk | null;
  readonly onChange: (change: Partial<FrameSearch>, replace?: boolean) => void;
  /** Opens the rerender dialog for these frames. */
  readonly onRerender: (ids: readonly number[]) => void;
  /** Selects these frames instead of the selected ones. */
  readonly onSelect: (ids: readonly number[]) => void;
};

/** The controls by their place on the page. `panel` and `menu` are null while closed, `openLog` where logs cannot be opened. */
export function useCurrentCommands({
  leaf,
  rows,
  selected,
  figures,
  search,
  pictures,
  walk,
  onChange,
  onRerender,
  onSelect,
}: CommandsProps) {
  const log = useCapability("frameLog");
  const load = useCapability("frameLoad");
  const stop = useCapability("stopFrames");
  const refusal = useRefusal();
  const stopDialogs = useStopDialogs(leaf, search.search, figures);
  const [menu, setMenu] = useState<RowMenuAt | null>(null);
  const [tilesTaskId, setTilesTaskId] = useState<number | null>(null);
  const tilesButton = useTilesButton(leaf, rows, () => setTilesTaskId(leaf.task.id));
  const logRow = useMemo(() => rows.find((row) => row.frame.id === search.log), [rows, search.log]);

  const openLog = (id: number) => onChange({ log: id, line: undefined }, search.log !== undefined);
  const closeLog = () => {
    onChange({ log: undefined, line: undefined });
    // Focus returns to the row of the frame where the table still draws it.
    document.querySelector<HTMLElement>(`[data-row="${search.log}"]`)?.focus();
  };

  const around = useMemo(() => failedAround(rows, search.log ?? null), [rows, search.log]);
  const opener = (id: number | null) => (id === null ? null : () => openLog(id));
  const failedLogs = { previous: opener(around.previous), next: opener(around.next) };

  let panel: ReactNode = null;
  if (log.has && search.log !== undefined)
    panel = (
      <FrameLogPanel
        key={search.log}
        frameId={search.log}
        row={logRow}
        line={search.line}
        failedLogs={failedLogs}
        walk={walk}
        onLine={(line) => onChange({ line })}
        onClose={closeLog}
      />
    );
  else if (log.has && search.errors !== undefined)
    panel = (
      <ErrorsPanel
        leaf={leaf}
        rows={rows}
        figures={figures}
        commands={{ onRerender, onSelect, onLog: openLog }}
        onClose={() => onChange({ errors: undefined })}
      />
    );
  else if (tilesButton !== null && tilesTaskId === leaf.task.id)
    panel = (
      <TileProgressPanel
        taskId={leaf.task.id}
        isRendering={leaf.rollUp.counts.executing > 0}
        pictures={pictures}
        figures={figures}
        onClose={() => setTilesTaskId(null)}
      />
    );

  return {
    panel: panel && <Suspense fallback={null}>{panel}</Suspense>,
    actions: (
      <Suspense fallback={null}>
        {tilesButton}
        {stop.has && <StopFramesMenu leaf={leaf} rows={rows} selected={selected} onStop={stopDialogs.stop} />}
      </Suspense>
    ),
    filters: (
      <>
        {log.has && (
          <MessagesButton
            rows={rows}
            isOpen={search.errors !== undefined}
            refused={refusal(log.refusal)}
            onOpen={(isOpen) => onChange({ errors: isOpen ? "open" : undefined, log: undefined, line: undefined })}
          />
        )}
        {load.has && (
          <Suspense fallback={null}>
            <NodeFailuresFilter
              rows={rows}
              node={search.node}
              refused={refusal(load.refusal)}
              onNode={(node) => onChange({ node })}
              onRerender={onRerender}
            />
          </Suspense>
        )}
      </>
    ),
    lastLines: log.has && log.refusal === null && search.status.includes("hung") && (
      <Suspense fallback={null}>
        <LastLines rows={rows} figures={figures} onLog={openLog} />
      </Suspense>
    ),
    menu: menu && (
      <Suspense fallback={null}>
        <FrameRowMenu
          at={menu}
          leaf={leaf}
          figures={figures}
          selected={rows.filter(({ frame }) => selected.has(frame.id))}
          commands={{
            onLog: openLog,
            onStop: (ids) => stopDialogs.stop("selected", ids),
            onStopAndRerender: stopDialogs.stopAndRerender,
            onRerender,
            onNode: (node) => onChange({ node }),
          }}
          onClose={() => setMenu(null)}
        />
      </Suspense>
    ),
    dialog: stopDialogs.dialog,
    stopAndRerender: stop.has && stop.refusal === null ? stopDialogs.stopAndRerender : null,
    /** For the log buttons of the rows. */
    logs: log.has ? { open: openLog, refused: refusal(log.refusal) } : null,
    failedLogs: log.has && log.refusal === null ? failedLogs : null,
    openLog: log.has && log.refusal === null ? openLog : null,
    openMenu: (row: FrameRow, at: { x: number; y: number }) => setMenu({ row, ...at }),
  };
}

/** The button that opens the failed frames by message; nothing while no frame has failed. */
function MessagesButton({
  rows,
  isOpen,
  refused,
  onOpen,
}: {
  rows: readonly FrameRow[];
  isOpen: boolean;
  refused: RefusedProps;
  onOpen: (isOpen: boolean) => void;
}) {
  const t = useTranslations("frames");
  const hasFailed = useMemo(() => rows.some(isFailed), [rows]);
  if (!hasFailed && !isOpen) return null;
  return (
    <Button variant={isOpen ? "light" : "default"} aria-pressed={isOpen} {...refused} onClick={() => onOpen(!isOpen)}>
      {t("byMessage")}
    </Button>
  );
}

/** The button that opens the tiles of a 3ds Max task, or of its photon pass; null where the farm reports none. */
function useTilesButton(leaf: TaskNode, rows: readonly FrameRow[], onOpen: () => void): ReactNode {
  const t = useTranslations("frames.tiles");
  const { has, refusal } = useCapability("tileProgress");
  const refusalProps = useRefusal();
  const hasTiles = useMemo(() => rows.some((row) => row.frame.tile !== null), [rows]);
  if (!has || leaf.task.cgId !== CG_3DS_MAX || !(hasTiles || leaf.task.taskType === "RenderPhoton")) return null;
  return (
    <Button variant="default" {...refusalProps(refusal)} onClick={onOpen}>
      {t("button")}
    </Button>
  );
}
