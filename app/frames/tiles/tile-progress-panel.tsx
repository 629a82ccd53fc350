/** Progress of each tile of a 3ds Max task. Its pictures are on the farm's disks, so only their paths are shown. */
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { frameCharge } from "../../protocol/charges";
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";
import type { TileProgress } from "../../protocol/frames/tile-progress";
import { failureOf } from "../../protocol/wire/call-error";
import { useCurrency } from "../../queries/account/currency";
import { tileProgressQuery } from "../../queries/frames/tile-progress-query";
import { scrolledByKeys } from "../../ui/browser/scrolled-by-keys";
import { Amount } from "../../ui/format/amount";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { LoadFailed } from "../../ui/status/query-state";
import { statusGlyphs } from "../../ui/status/status-badge";
import { usePreferences } from "../../ui/storage/preferences";
import { useFrameLabels } from "../frame-labels";
import { DockedPanel } from "../log/docked-panel";
import classes from "./tile-progress.module.css";

/** Tiles in the list; the others are counted. */
const LISTED = 400;

export function TileProgressPanel({
  taskId,
  isRendering,
  onClose,
}: {
  taskId: number;
  isRendering: boolean;
  onClose: () => void;
}) {
  const t = useTranslations("frames.tiles");
  const format = useFormat();
  const { polling } = usePreferences();
  const { data, error, isFetching, refetch } = useQuery(tileProgressQuery(taskId, isRendering, polling));
  const tiles = data?.grabInfo.rows ?? [];
  const leftSeconds = tiles.reduce((most, tile) => Math.max(most, tile.leftSeconds ?? 0), 0);
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
              {t("done", { done: tiles.filter((tile) => tile.statusCode === FRAME.done).length, count: tiles.length })}
            </span>
            {leftSeconds > 0 && <span>{t("left", { time: format.duration(leftSeconds) })}</span>}
          </>
        )
      }
      onClose={onClose}
    >
      {error && data === undefined ? (
        <LoadFailed failure={failureOf(error)} asked={t("title")} onRetry={() => void refetch()} />
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
  const { chargesHidden } = useCurrency();
  const hasFrames = new Set(tiles.map((tile) => tile.frame)).size > 1;
  return (
    <div className={classes["scroller"]} {...scrolledByKeys}>
      <table className={classes["tiles"]} aria-label={t("title")}>
        <thead>
          <tr>
            {hasFrames && <th scope="col">{t("frame")}</th>}
            <th scope="col">{t("tile")}</th>
            <th scope="col">{t("state")}</th>
            <th scope="col">{t("percent")}</th>
            <th scope="col">{t("used")}</th>
            <th scope="col">{t("timeLeft")}</th>
            {!chargesHidden && <th scope="col">{t("cost")}</th>}
            <th scope="col">{t("image")}</th>
          </tr>
        </thead>
        <tbody>
          {tiles.slice(0, LISTED).map((tile) => (
            <TileRow key={`${tile.frame} ${tile.tile}`} tile={tile} hasFrames={hasFrames} />
          ))}
        </tbody>
      </table>
      {tiles.length > LISTED && <p className={classes["empty"]}>{t("more", { count: tiles.length - LISTED })}</p>}
    </div>
  );
}

function TileRow({ tile, hasFrames }: { tile: TileProgress; hasFrames: boolean }) {
  const t = useTranslations("frames.tiles");
  const labels = useFrameLabels();
  const format = useFormat();
  const account = useCurrency();
  const { name, tone } = frameStatus(tile.statusCode);
  const charge = frameCharge({ ...tile, arrears: null });
  return (
    <tr>
      {hasFrames && <td>{tile.frame}</td>}
      <th scope="row">{tile.tile ?? t("whole")}</th>
      <td>
        <span className="tone" data-tone={tone}>
          <span aria-hidden="true">{statusGlyphs[name]}</span> {labels.status(tile.statusCode)}
        </span>
      </td>
      <td className={classes["percent"]}>
        <progress max={100} value={tile.percent ?? 0} aria-label={t("percent")} />
        <span>{tile.percent === null ? EMPTY_CELL : format.percent(tile.percent, 100)}</span>
      </td>
      <td>{format.duration(tile.usedSeconds || null)}</td>
      <td>{format.duration(tile.leftSeconds || null)}</td>
      {!account.chargesHidden && (
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
