/** Progress of each tile of a 3ds Max task, with the picture of a done one where rows show pictures. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { frameCharge } from "../../protocol/charges";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";
import type { TileProgress } from "../../protocol/frames/tile-progress";
import { failureOf } from "../../protocol/wire/call-error";
import { useCurrency } from "../../queries/account/currency";
import type { FrameRow } from "../../queries/frames/frame-set";
import { tileProgressQuery } from "../../queries/frames/tile-progress-query";
import { scrolledByKeys } from "../../ui/browser/scrolled-by-keys";
import { Amount } from "../../ui/format/amount";
import { EMPTY_CELL, useFormat } from "../../ui/format/format";
import { LoadFailed } from "../../ui/status/query-state";
import { statusGlyphs } from "../../ui/status/status-badge";
import { usePreferences } from "../../ui/storage/preferences";
import { useFrameLabels } from "../frame-labels";
import { DockedPanel } from "../log/docked-panel";
import { RowPictures } from "../pictures/thumbnail/row-pictures";
import { Thumbnail } from "../pictures/thumbnail/thumbnail";
import { useInView } from "../pictures/thumbnail/use-in-view";
import type { RowPicturesState } from "../pictures/thumbnail/use-row-pictures";
import { createTileLookup } from "./tile-frames";
import classes from "./tile-progress.module.css";
import { usePictureWalk } from "./use-picture-walk";

/** Tiles in the list; the others are counted. */
const LISTED = 400;

export function TileProgressPanel({
  taskId,
  isRendering,
  pictures,
  figures,
  onClose,
}: {
  taskId: number;
  isRendering: boolean;
  pictures: RowPicturesState;
  figures: FrameFigures;
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
        <RowPictures {...pictures} figures={figures} className={classes["body"]}>
          <TileTable tiles={tiles} pictures={pictures} />
        </RowPictures>
      ) : (
        <p className={classes["empty"]}>{isFetching ? t("loading") : t("none")}</p>
      )}
    </DockedPanel>
  );
}

function TileTable({ tiles, pictures }: { tiles: readonly TileProgress[]; pictures: RowPicturesState }) {
  const t = useTranslations("frames.tiles");
  const { chargesHidden } = useCurrency();
  const frameOf = useMemo(() => createTileLookup(pictures.rows), [pictures.rows]);
  const listed = tiles.slice(0, LISTED).map((tile) => ({ tile, row: frameOf(tile) }));
  const { tabStop, ...walkProps } = usePictureWalk(listed.map(({ row }) => row));
  const hasFrames = new Set(tiles.map((tile) => tile.frame)).size > 1;
  return (
    <div className={classes["scroller"]} {...scrolledByKeys}>
      <table className={classes["tiles"]} aria-label={t("title")} {...walkProps}>
        <thead>
          <tr>
            {pictures.areShown && <th scope="col">{t("picture")}</th>}
            {hasFrames && <th scope="col">{t("frame")}</th>}
            <th scope="col">{t("tile")}</th>
            <th scope="col" className={classes["state"]}>
              {t("state")}
            </th>
            <th scope="col">{t("percent")}</th>
            <th scope="col">{t("used")}</th>
            <th scope="col">{t("timeLeft")}</th>
            {!chargesHidden && <th scope="col">{t("cost")}</th>}
            <th scope="col">{t("image")}</th>
          </tr>
        </thead>
        <tbody>
          {listed.map(({ tile, row }) => (
            <TileRow key={`${tile.frame} ${tile.tile}`} tile={tile} hasFrames={hasFrames}>
              {pictures.areShown && <TilePicture row={row} isTabStop={row !== null && row.frame.id === tabStop} />}
            </TileRow>
          ))}
        </tbody>
      </table>
      {tiles.length > LISTED && <p className={classes["empty"]}>{t("more", { count: tiles.length - LISTED })}</p>}
    </div>
  );
}

/** The list draws all its rows: a picture loads only while it is in view. */
function TilePicture({ row, isTabStop }: { row: FrameRow | null; isTabStop: boolean }) {
  const [cell, isInView] = useInView<HTMLTableCellElement>();
  return (
    <td ref={cell} className={classes["picture"]}>
      <Thumbnail row={row} isVisible={isInView} tabIndex={isTabStop ? 0 : -1} />
    </td>
  );
}

function TileRow({ tile, hasFrames, children }: { tile: TileProgress; hasFrames: boolean; children: ReactNode }) {
  const t = useTranslations("frames.tiles");
  const labels = useFrameLabels();
  const format = useFormat();
  const account = useCurrency();
  const { name, tone } = frameStatus(tile.statusCode);
  const charge = frameCharge({ ...tile, arrears: null });
  return (
    <tr>
      {children}
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
