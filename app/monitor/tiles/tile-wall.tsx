/** The tiles that fit, in the order of the wall, and the way to the others. */
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { readMsOf } from "../../mirror/read-times";
import type { TaskHistory } from "../../mirror/task-history";
import { useNarrow } from "../../ui/browser/narrow";
import { useFormat } from "../../ui/format/format";
import { Notice } from "../../ui/status/query-state";
import classes from "../monitor.module.css";
import { setSeen, useScreen } from "../screen/screen";
import { TaskTile } from "./task-tile";
import { type Fit, pageOf } from "./tile-fit";
import { type Tile, tileRanks } from "./tiles";
import { useRotation } from "./use-rotation";
import { useTileFit } from "./use-tile-fit";

/** Tiles of one page on a phone, where the page scrolls. */
const PHONE_TILES = 20;

/** As many rows as fit share the height, whether they are filled or not: a tile never changes its size. */
const gridOf = ({ columns, rows }: Fit) => `repeat(${rows}, minmax(0, 1fr)) / repeat(${columns}, minmax(0, 1fr))`;

type Props = {
  tiles: readonly Tile[];
  history: TaskHistory;
  nowMs: number;
  /** From 1, as on the URL. */
  page: number;
  kiosk: boolean;
  /** Nothing turns while somebody is at it. */
  held: boolean;
  onPage: (page: number) => void;
  onMark: (tile: Tile) => void;
};

export function TileWall({ tiles, history, nowMs, page, kiosk, held, onPage, onMark }: Props) {
  const t = useTranslations("monitor.tiles");
  const format = useFormat();
  const narrow = useNarrow();
  const { scale } = useScreen();
  const { area, fit } = useTileFit(scale);
  const view = pageOf(tiles, page - 1, narrow ? PHONE_TILES : fit.columns * fit.rows);
  const several = view.pages > 1;
  const turn = (by: number) => onPage(((view.page + by + view.pages) % view.pages) + 1);
  const rotation = useRotation(kiosk && several && !held, () => turn(1));
  const press = useFocusOfNext(
    area,
    view.shown.map(({ node }) => node.task.id),
    held,
  );
  const mark = useCallback(
    (tile: Tile) => {
      press(tile.node.task.id);
      if (tile.seen) setSeen(tile.node.task.id, null);
      else onMark(tile);
    },
    [press, onMark],
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
        {several && (
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
                asOfMs={Math.min(nowMs, readMsOf(history.readTimes, tile.node.task.id) ?? nowMs)}
                onMark={mark}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/**
 * A tile whose button was pressed goes elsewhere, and may take the focus with it into nowhere: what stands in its place then
 * gets it. Returns what to call with the id of the tile; `ids` are those shown, `held`: a dialog is open still.
 */
function useFocusOfNext(area: RefObject<HTMLElement | null>, ids: readonly number[], held: boolean) {
  const pressed = useRef<number | null>(null);
  const before = useRef(ids);
  useEffect(() => {
    const id = pressed.current;
    if (id !== null && !held) {
      pressed.current = null;
      const lost = document.activeElement === null || document.activeElement === document.body;
      const tiles = [...(area.current?.querySelectorAll("li") ?? [])];
      const next = tiles[before.current.indexOf(id)] ?? tiles.at(-1);
      const control = next?.querySelector("button") ?? next?.querySelector("a");
      if (lost) control?.focus();
    }
    before.current = ids;
  });
  return useCallback((id: number) => {
    pressed.current = id;
  }, []);
}
