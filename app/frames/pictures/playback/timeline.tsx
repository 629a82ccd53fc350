/** The line of frames: a slider, and below it which pictures are loaded. */
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { useColorScheme } from "../../../ui/theme/use-color-scheme";
import { useFrameLabels } from "../../frame-labels";
import classes from "./playback.module.css";
import type { Player, Reel } from "./player";
import { type CellKind, timelineCells } from "./timeline-cells";
import type { LoadedPictures } from "./use-player";

/** Places on the line, about as many as a screen has pixels. */
const MOST_CELLS = 2000;

/** The colours of the current theme, which the computed style has; `_scheme` is what they depend on. */
function readColors(_scheme: string): Readonly<Record<CellKind, string>> {
  const style = getComputedStyle(document.documentElement);
  const color = (token: string) => style.getPropertyValue(token);
  return {
    ready: color("--accent"),
    loading: color("--bar-empty"),
    notDone: color("--tone-halted"),
    fault: color("--tone-bad"),
  };
}

export function Timeline({
  player,
  reel: { frames },
  rows,
  loaded,
}: {
  player: Player;
  reel: Reel;
  rows: readonly FrameRow[];
  loaded: LoadedPictures;
}) {
  const t = useTranslations("playback");
  const labels = useFrameLabels();
  const at = player.schedule.use((schedule) => schedule.at);
  const row = rows[at];
  return (
    <div className={classes["timeline"]}>
      <input
        type="range"
        aria-label={t("frames")}
        aria-valuetext={row ? t("frame", { frame: labels.name(row.name) }) : ""}
        min={0}
        max={Math.max(0, frames.length - 1)}
        value={at}
        onChange={(event) => player.seek(Number(event.target.value))}
      />
      <Cells frames={frames} loaded={loaded} />
    </div>
  );
}

function Cells({ frames, loaded }: Pick<Reel, "frames"> & { loaded: LoadedPictures }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useColorScheme();
  useEffect(() => {
    const { current } = canvas;
    const context = current?.getContext("2d");
    if (!current || !context) return;
    const cells = timelineCells(frames, loaded.get, MOST_CELLS);
    current.width = Math.max(1, cells.length);
    const colors = readColors(scheme);
    for (const [place, kind] of cells.entries()) {
      context.fillStyle = colors[kind];
      context.fillRect(place, 0, 1, 1);
    }
  }, [frames, loaded, scheme]);
  return (
    <div aria-hidden="true">
      <canvas ref={canvas} height={1} />
    </div>
  );
}
