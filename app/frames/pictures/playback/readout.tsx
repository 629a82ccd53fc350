/** What playback says in words: the frame in view, its speed, frames that were dropped, and how far the pictures are loaded. */
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { useFrameLabels } from "../../frame-labels";
import classes from "./playback.module.css";
import type { Player } from "./player";
import type { useLoadFigures } from "./use-player";

/** Changes with each frame, so it is one small component. */
export function Readout({ player, rows }: { player: Player; rows: readonly FrameRow[] }) {
  const t = useTranslations("playback");
  const labels = useFrameLabels();
  const { at, speed, isWaiting, shown, dropped } = player.schedule.use();
  const row = rows[at];
  const next = rows[at + Math.sign(speed)] ?? rows[0];
  return (
    <>
      <strong className={classes["place"]} aria-live={speed === 0 ? "polite" : "off"}>
        {row ? t("place", { frame: labels.name(row.name), position: at + 1, count: rows.length }) : ""}
      </strong>
      {shown > 0 && (
        <span className="tone" data-tone={dropped > 0 ? "halted" : "idle"}>
          {t("dropped", { dropped, due: shown + dropped })}
        </span>
      )}
      <span className={classes["speed"]}>
        {speed === 0
          ? ""
          : isWaiting && next
            ? t("waiting", { frame: labels.name(next.name) })
            : t(speed > 0 ? "speedForwards" : "speedBackwards", { speed: Math.abs(speed) })}
      </span>
    </>
  );
}

export function LoadReadout({
  figures: { total, ended, faults, notDone },
  capacity,
  onRetry,
}: {
  figures: ReturnType<typeof useLoadFigures>;
  /** How many pictures the memory holds; null: not known yet. */
  capacity: number | null;
  onRetry: () => void;
}) {
  const t = useTranslations("playback");
  const isTooLong = capacity !== null && total - faults > capacity;
  const isLoading = !isTooLong && ended < total;
  return (
    <div className={classes["load"]}>
      {isLoading && <progress aria-label={t("loadProgress")} value={ended} max={total} />}
      <span role={isLoading ? undefined : "status"}>
        {isTooLong ? t("tooLong", { fits: capacity, total }) : t(isLoading ? "loaded" : "allLoaded", { ended, total })}
      </span>
      {notDone > 0 && (
        <span className="tone" data-tone="halted">
          {t("notDone", { count: notDone })}
        </span>
      )}
      {faults > 0 && (
        <span className="tone" data-tone="bad">
          {t("faults", { count: faults })}{" "}
          <button type="button" className={classes["retry"]} onClick={onRetry}>
            {t("retry")}
          </button>
        </span>
      )}
    </div>
  );
}
