/** The picture of the frame in view, or why there is none. Drawn without React: a film changes it 30 times a second. */
import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { useFrameLabels } from "../../frame-labels";
import classes from "./playback.module.css";
import type { Reel } from "./player";
import type { Playback } from "./use-player";

export function Stage({
  playback: { player, cache },
  reel: { frames },
  rows,
}: {
  playback: Playback;
  reel: Reel;
  /** The rows of the reel's frames. */
  rows: readonly FrameRow[];
}) {
  const t = useTranslations("playback");
  const fault = useTranslations("sheet.fault");
  const labels = useFrameLabels();
  const canvas = useRef<HTMLCanvasElement>(null);
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = [player.schedule.subscribe(listener), cache.subscribe(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
    [player, cache],
  );
  const pictureAt = useCallback(() => {
    const url = frames[player.schedule.get().at]?.url ?? null;
    return url === null ? null : cache.get(url);
  }, [frames, player, cache]);
  useLayoutEffect(() => {
    let drawn: ImageBitmap | null = null;
    const draw = () => {
      const element = canvas.current;
      const picture = pictureAt();
      if (!element || picture?.kind !== "ready" || picture.bitmap === drawn) return;
      drawn = picture.bitmap;
      const { width, height } = drawn;
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      const context = element.getContext("2d");
      context?.clearRect(0, 0, width, height);
      context?.drawImage(drawn, 0, 0);
    };
    draw();
    return subscribe(draw);
  }, [subscribe, pictureAt]);

  /** What is said in the place of the picture; null: the picture is there. */
  const note = useSyncExternalStore(subscribe, () => {
    const row = rows[player.schedule.get().at];
    const picture = pictureAt();
    if (!row || picture?.kind === "ready") return null;
    if (picture === undefined) return t("loading");
    return picture === null ? labels.status(row.frame.statusCode) : fault(picture.fault);
  });
  const name = player.schedule.use(({ at, speed }) => (speed === 0 ? at : null));
  const shown = name === null ? undefined : rows[name];
  const slate = player.schedule.use(({ at }) => (note === null ? null : at));
  const slateRow = slate === null ? undefined : rows[slate];
  return (
    <div className={classes["stage"]}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={shown ? t("frame", { frame: labels.name(shown.name) }) : t("running")}
        data-hidden={note !== null || undefined}
      />
      {note !== null && slateRow && (
        <p className={classes["slate"]}>{t("slate", { frame: labels.name(slateRow.name), reason: note })}</p>
      )}
    </div>
  );
}
