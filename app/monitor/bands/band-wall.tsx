/** The tiles that fit, in the order of the wall, and buttons for the other pages. */
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { readMsOf } from "../../mirror/read-times";
import type { TaskHistory } from "../../mirror/task-history";
import { toServerMs } from "../../state/server-clock";
import { useNarrow } from "../../ui/browser/narrow";
import { useFormat } from "../../ui/format/format";
import { Notice } from "../../ui/status/query-state";
import { setAcknowledgement, useScreen } from "../screen/screen";
import { TaskTile } from "./task-tile";
import { type Fit, pageOf } from "./tile-fit";
import classes from "./tile-wall.module.css";
import { type Tile, tileRanks } from "./tiles";
import { useRotation } from "./use-rotation";
import { useTileFit } from "./use-tile-fit";

/** Tiles of one page on a phone, where the page scrolls. */
const PHONE_TILES = 20;

/** All rows that fit share the height, empty ones included, so that a tile never changes its size. */
const gridOf = ({ columns, rows }: Fit) => `repeat(${rows}, minmax(0, 1fr)) / repeat(${columns}, minmax(0, 1fr))`;

type Props = {
  tiles: readonly Tile[];
  history: TaskHistory;
  nowMs: number;
  /** From 1, as on the URL. */
  page: number;
  kiosk: boolean;
  /** A dialog is open: the pages do not rotate. */
  isDialogOpen: boolean;
  onPage: (page: number) => void;
  /** Opens the dialog that acknowledges a tile's trouble. */
  onAcknowledge: (tile: Tile) => void;
};

export function TileWall({ tiles, history, nowMs, page, kiosk, isDialogOpen, onPage, onAcknowledge }: Props) {
  const t = useTranslations("monitor.tiles");
  const format = useFormat();
  const narrow = useNarrow();
  const { scale } = useScreen();
  const { area, fit } = useTileFit(scale);
  const view = pageOf(tiles, page - 1, narrow ? PHONE_TILES : fit.columns * fit.rows);
  const hasPages = view.pages > 1;
  const turn = (by: number) => onPage(((view.page + by + view.pages) % view.pages) + 1);
  const rotation = useRotation(kiosk && hasPages && !isDialogOpen, () => turn(1));
  const rememberPressed = useFocusAfterMove(
    area,
    view.shown.map(({ node }) => node.task.id),
    isDialogOpen,
  );
  const toggle = useCallback(
    (tile: Tile) => {
      rememberPressed(tile.node.task.id);
      if (tile.seen) setAcknowledgement(tile.node.task.id, null);
      else onAcknowledge(tile);
    },
    [rememberPressed, onAcknowledge],
  );
  const counts = tileRanks
    .map((rank) => ({ rank, count: tiles.filter((tile) => tile.rank === rank).length }))
    .filter(({ count }) => count > 0);
  return (
    <section className={classes["tiles"]} aria-label={t("label")}>
      <div className={classes["tilesHead"]}>
        <h2>{t("title", { count: tiles.length })}</h2>
        <span className={classes["aside"]}>
          {counts.map(({ rank, count }) => t(`rank.${rank}`, { count })).join(" · ")}
          {!history.isComplete &&
            ` · ${t("loading", { loaded: format.count(history.nodes.size), total: format.count(history.total) })}`}
        </span>
        <span className={classes["grow"]} />
        {hasPages && (
          <nav className={classes["pages"]} aria-label={t("pages")}>
            {kiosk && (
              <ActionIcon
                variant="default"
                size="sm"
                aria-label={t(rotation.paused ? "turn" : "pause")}
                onClick={rotation.toggle}
              >
                {rotation.paused ? (
                  <IconPlayerPlay size={14} aria-hidden="true" />
                ) : (
                  <IconPlayerPause size={14} aria-hidden="true" />
                )}
              </ActionIcon>
            )}
            <ActionIcon variant="default" size="sm" aria-label={t("previous")} onClick={() => turn(-1)}>
              <IconChevronLeft size={14} aria-hidden="true" />
            </ActionIcon>
            <span>{t("page", { page: view.page + 1, pages: view.pages })}</span>
            <ActionIcon variant="default" size="sm" aria-label={t("next")} onClick={() => turn(1)}>
              <IconChevronRight size={14} aria-hidden="true" />
            </ActionIcon>
          </nav>
        )}
      </div>
      <div ref={area} className={classes["area"]}>
        {tiles.length === 0 && history.isComplete ? (
          <Notice title={t("none")} glyph="✓">
            <p>{t("noneHelp")}</p>
          </Notice>
        ) : (
          <ul className={classes["list"]} style={narrow ? undefined : { gridTemplate: gridOf(fit) }}>
            {view.shown.map((tile) => (
              <TaskTile
                key={tile.node.task.id}
                tile={tile}
                nowMs={nowMs}
                asOfMs={Math.min(
                  nowMs,
                  toServerMs(readMsOf(history.readTimes, tile.node.task.id) ?? Number.POSITIVE_INFINITY),
                )}
                onAcknowledge={toggle}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/**
 * A tile whose button was pressed moves, perhaps to another page, and the focus would be lost with it: the tile that takes
 * its place gets the focus. Returns a function that remembers the pressed tile by its id; `ids` are those on screen.
 */
function useFocusAfterMove(area: RefObject<HTMLElement | null>, ids: readonly number[], isDialogOpen: boolean) {
  const pressed = useRef<number | null>(null);
  const before = useRef(ids);
  useEffect(() => {
    const id = pressed.current;
    if (id !== null && !isDialogOpen) {
      pressed.current = null;
      const hasFocus = document.activeElement !== null && document.activeElement !== document.body;
      const tiles = [...(area.current?.querySelectorAll("li") ?? [])];
      const next = tiles[before.current.indexOf(id)] ?? tiles.at(-1);
      const control = next?.querySelector("button") ?? next?.querySelector("a");
      if (!hasFocus) control?.focus();
    }
    before.current = ids;
  });
  return useCallback((id: number) => {
    pressed.current = id;
  }, []);
}
