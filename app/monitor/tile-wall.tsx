/** The tiles that fit, in the order of the wall, and the way to the others. */
import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../queries/task-history";
import { useFormat } from "../ui/format";
import { useNarrow } from "../ui/narrow";
import { Notice } from "../ui/query-state";
import classes from "./monitor.module.css";
import { useScreen } from "./screen";
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
  const counts = tileRanks
    .map((rank) => ({ rank, count: tiles.filter((tile) => tile.rank === rank).length }))
    .filter(({ count }) => count > 0);
  return (
    <section className={classes["tiles"]} aria-label={t("label")}>
      <div className={classes["tilesHead"]}>
        <h2>{t("title", { count: tiles.length })}</h2>
        <span className={classes["aside"]}>
          {counts.map(({ rank, count }) => t(`rank.${rank}`, { count })).join(" · ")}
          {!history.complete &&
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
        {tiles.length === 0 && history.complete ? (
          <Notice title={t("none")} glyph="✓">
            <p>{t("noneHelp")}</p>
          </Notice>
        ) : (
          <ul className={classes["list"]} style={narrow ? undefined : { gridTemplate: gridOf(fit) }}>
            {view.shown.map((tile) => (
              <TaskTile key={tile.node.task.id} tile={tile} nowMs={nowMs} onMark={onMark} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
