/** How far each tile of a 3ds Max task is. The farm's pictures lie on its own disks: their paths are told, not loaded. */
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { frameStatus } from "../../protocol/frames/frame";
import type { TileProgress } from "../../protocol/frames/tile-progress";
import { frameCharge } from "../../protocol/pricing";
import { useCurrency } from "../../queries/account/currency";
import { tileProgressQuery } from "../../queries/frames/tile-progress-query";
import { failureOf } from "../../queries/http/call-error";
import { scrolledByKeys } from "../../ui/browser/scrolled-by-keys";
import { Amount } from "../../ui/format/amount";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { LoadFailed } from "../../ui/status/query-state";
import { statusGlyphs } from "../../ui/status/status-badge";
import { usePreferences } from "../../ui/storage/preferences";
import { useFrameLabels } from "../frame-labels";
import { DockedPanel } from "../log/docked-panel";
import classes from "./tile-progress.module.css";

const DONE = 4;
/** Tiles that are drawn; a task of very many frames has no use for a longer list. */
const LISTED = 400;

export function TileProgressPanel({
  taskId,
  renders,
  onClose,
}: {
  taskId: number;
  renders: boolean;
  onClose: () => void;
}) {
  const t = useTranslations("frames.tiles");
  const format = useFormat();
  const { polling } = usePreferences();
  const { data, error, isFetching, refetch } = useQuery(tileProgressQuery(taskId, renders, polling));
  const tiles = data?.grabInfo.rows ?? [];
  const left = tiles.reduce((most, tile) => Math.max(most, tile.leftSeconds ?? 0), 0);
  return (
    <DockedPanel
      label={t("title")}
      title={t("title")}
      facts={
        data && (
          <>
            {data.sceneName && <bdi>{data.sceneName}</bdi>}
            {data.width !== null && data.height !== null && (
              <span>{t("size", { width: data.width, height: data.height })}</span>
            )}
            <span>
              {t("done", { done: tiles.filter((tile) => tile.statusCode === DONE).length, count: tiles.length })}
            </span>
            {left > 0 && <span>{t("left", { time: format.duration(left) })}</span>}
          </>
        )
      }
      onClose={onClose}
    >
      {error && data === undefined ? (
        <LoadFailed failure={failureOf(error)} onRetry={() => void refetch()} />
      ) : tiles.length > 0 ? (
        <TileTable tiles={tiles} />
      ) : (
        <p className={classes["empty"]}>{isFetching ? t("loading") : t("none")}</p>
      )}
    </DockedPanel>
  );
}

function TileTable({ tiles }: { tiles: readonly TileProgress[] }) {
  const t = useTranslations("frames.tiles");
  const { chargesHidden: hidden } = useCurrency();
  const frames = new Set(tiles.map((tile) => tile.frame)).size;
  return (
    <div className={classes["scroller"]} {...scrolledByKeys}>
      <table className={classes["tiles"]} aria-label={t("title")}>
        <thead>
          <tr>
            {frames > 1 && <th scope="col">{t("frame")}</th>}
            <th scope="col">{t("tile")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col">{t("percent")}</th>
            <th scope="col">{t("used")}</th>
            <th scope="col">{t("timeLeft")}</th>
            {!hidden && <th scope="col">{t("cost")}</th>}
            <th scope="col">{t("image")}</th>
          </tr>
        </thead>
        <tbody>
          {tiles.slice(0, LISTED).map((tile) => (
            <TileRow key={`${tile.frame} ${tile.tile}`} tile={tile} many={frames > 1} hidden={hidden} />
          ))}
        </tbody>
      </table>
      {tiles.length > LISTED && <p className={classes["empty"]}>{t("more", { count: tiles.length - LISTED })}</p>}
    </div>
  );
}

function TileRow({ tile, many, hidden }: { tile: TileProgress; many: boolean; hidden: boolean }) {
  const t = useTranslations("frames.tiles");
  const words = useFrameLabels();
  const format = useFormat();
  const account = useCurrency();
  const { name, tone } = frameStatus(tile.statusCode);
  const charge = frameCharge({ ...tile, arrears: null });
  return (
    <tr>
      {many && <td>{tile.frame}</td>}
      <th scope="row">{tile.tile ?? t("whole")}</th>
      <td>
        <span className="tone" data-tone={tone}>
          <span aria-hidden="true">{statusGlyphs[name]}</span> {words.status(tile.statusCode)}
        </span>
      </td>
      <td className={classes["percent"]}>
        <progress max={100} value={tile.percent ?? 0} aria-label={t("percent")} />
        <span>{tile.percent === null ? EMPTY_CELL : format.percent(tile.percent, 100)}</span>
      </td>
      <td>{format.duration(tile.usedSeconds || null)}</td>
      <td>{format.duration(tile.leftSeconds || null)}</td>
      {!hidden && (
        <td title={tile.reachedPriceCap ? t("cap") : undefined}>
          <Amount value={charge || null} account={account} />
          {tile.reachedPriceCap && " ▲"}
        </td>
      )}
      <td className={classes["path"]}>
        {tile.info && <span>{tile.info} </span>}
        <bdi title={tile.imagePath ?? undefined}>{tile.imagePath ?? EMPTY_CELL}</bdi>
      </td>
    </tr>
  );
}
