/** The frames of a leaf as a film. The URL names rate, repeat, pass, range and the frame in view. */
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { parseFrameRange } from "../../../protocol/frames/frame-range";
import { pictureUrl } from "../../../queries/frames/frame-pictures";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { useWindowKeys } from "../../../ui/browser/use-window-keys";
import { usesKey } from "../../../ui/browser/uses-key";
import { findShortcut } from "../../../ui/controls/shortcut";
import { Dialog } from "../../../ui/dialog/dialog";
import { Notice } from "../../../ui/status/query-state";
import { usePreferences } from "../../../ui/storage/preferences";
import type { FrameSearch } from "../../filters/frame-search";
import { NoPictures } from "../load/no-pictures";
import { usePasses } from "../load/use-passes";
import type { PassChoiceProps } from "../sheet/pass-choice";
import { passOnUrl } from "../sheet/sheet-search";
import classes from "./playback.module.css";
import { type PlaySearch, playSearchText, readPlaySearch } from "./playback-search";
import { playbackShortcuts } from "./playback-shortcuts";
import { PlaybackTools } from "./playback-tools";
import type { Player, Reel } from "./player";
import { LoadReadout, Readout } from "./readout";
import { longestOf, rowsInRanges, type Sequence, sequencesOf } from "./sequences";
import { Stage } from "./stage";
import { Timeline } from "./timeline";
import { Transport } from "./transport";
import { useLoadedPictures, useLoadFigures, usePlayer } from "./use-player";

type PlaybackDialogProps = {
  /** All loaded frames, in natural order. */
  readonly rows: readonly FrameRow[];
  /** The rows are all frames of the task. */
  readonly isComplete: boolean;
  /** The search parameters `play` and `range`. */
  readonly text: string;
  readonly range: string;
  /** Number of the shown picture of a frame. */
  readonly pass: number;
  readonly onChange: (change: Partial<FrameSearch>) => void;
};

export function PlaybackDialog({ rows, isComplete, text, range, pass, onChange }: PlaybackDialogProps) {
  const t = useTranslations("playback");
  const { passes, refusal, error, refetch } = usePasses(rows);
  const search = readPlaySearch(text);
  const sequences = useMemo(() => sequencesOf(rows), [rows]);
  const passProps = { passes, pass, onPass: (index: number) => onChange({ pass: passOnUrl(index) }) };
  return (
    <Dialog onClose={() => onChange({ play: "" })} title={t("title")} fullScreen>
      {error || refusal !== null ? (
        <NoPictures error={error} refusal={refusal} asked={t("title")} isDialog onRetry={() => void refetch()} />
      ) : (
        <Theatre
          sequences={sequences}
          isComplete={isComplete}
          search={search}
          range={range}
          onChange={onChange}
          onSearch={(change) => onChange({ play: playSearchText({ ...search, ...change }) })}
          onDoubt={() => void refetch()}
          {...passProps}
        />
      )}
    </Dialog>
  );
}

type TheatreProps = PassChoiceProps & {
  readonly sequences: readonly Sequence[];
  readonly isComplete: boolean;
  readonly search: PlaySearch;
  readonly range: string;
  readonly onChange: PlaybackDialogProps["onChange"];
  readonly onSearch: (change: Partial<PlaySearch>) => void;
  /** Every picture has failed. */
  readonly onDoubt: () => void;
};

/** A frame that is passed quickly is not written to the URL. */
const URL_DELAY_MS = 400;

function Theatre({ sequences, isComplete, search, range, onChange, onSearch, onDoubt, ...passes }: TheatreProps) {
  const t = useTranslations("playback");
  const { shortcuts } = usePreferences();
  const theatre = useRef<HTMLDivElement>(null);
  const chosen = search.sequence > 0 ? search.sequence - 1 : longestOf(sequences);
  const all = sequences[chosen]?.rows;
  const rows = useMemo(() => {
    const parsed = range.trim() === "" ? null : parseFrameRange(range);
    return rowsInRanges(all ?? [], parsed?.ok ? parsed.ranges : null);
  }, [all, range]);
  const { fps, isLooping } = search;
  const reel = useMemo((): Reel => {
    const frames = rows.map(({ frame }) => ({ id: frame.id, name: frame.name, url: pictureUrl(frame, passes.pass) }));
    return { frames, fps, isLooping };
  }, [rows, passes.pass, fps, isLooping]);
  const playback = usePlayer(reel, search.frame);
  const { player, cache } = playback;
  const loaded = useLoadedPictures(cache);
  const figures = useLoadFigures(reel, loaded);
  const handleDoubt = useEffectEvent(onDoubt);
  useEffect(() => {
    if (figures.isDoubtful) handleDoubt();
  }, [figures.isDoubtful]);
  useFrameOnUrl(player, rows, search.frame, (frame) => onSearch({ frame }));

  const toggleFullScreen = document.fullscreenEnabled
    ? () => void (document.fullscreenElement ? document.exitFullscreen() : theatre.current?.requestFullscreen())
    : null;
  useWindowKeys((event) => {
    if (event.defaultPrevented || usesKey(event.target, event.key)) return;
    const pass = passes.passes[Number(event.key) - 1];
    const shortcut = findShortcut(playbackShortcuts, event);
    const isSingle = /^\w$/.test(event.key);
    if (isSingle && !shortcuts) return;
    if (shortcut?.command === "fullScreen") toggleFullScreen?.();
    else if (shortcut) player.run(shortcut.command);
    else if (pass && !event.ctrlKey && !event.metaKey && !event.altKey) passes.onPass(pass.index);
    else return;
    event.preventDefault();
  });
  return (
    <div ref={theatre} className={classes["theatre"]}>
      {figures.total === 0 ? (
        <div className={classes["stage"]}>
          <Notice title={t(rows.length > 0 ? "noneDone" : isComplete ? "none" : "loadingFrames")} />
        </div>
      ) : (
        <Stage playback={playback} reel={reel} rows={rows} />
      )}
      <Timeline player={player} reel={reel} rows={rows} loaded={loaded} />
      <div className={classes["line"]}>
        <Transport player={player} isDisabled={figures.total === 0} onFullScreen={toggleFullScreen} />
        <Readout player={player} rows={rows} />
      </div>
      <PlaybackTools
        sequences={sequences}
        chosen={chosen}
        search={search}
        range={range}
        matching={rows.length}
        onSearch={onSearch}
        onRange={(text) => onChange({ range: text })}
        {...passes}
      />
      <LoadReadout figures={figures} capacity={loaded.capacity} onRetry={cache.retry} />
    </div>
  );
}

/** Writes the frame at which the film rests to the URL. */
function useFrameOnUrl(
  player: Player,
  rows: readonly FrameRow[],
  onUrl: string | null,
  onRest: (frame: string) => void,
) {
  const restsAt = player.schedule.use(({ at, speed }) => (speed === 0 ? at : null));
  const name = restsAt === null ? undefined : rows[restsAt]?.frame.name;
  const handleRest = useEffectEvent(onRest);
  useEffect(() => {
    const isFirst = restsAt === 0 && onUrl === null;
    if (name === undefined || name === onUrl || isFirst || player.isAwaiting()) return;
    const timer = setTimeout(() => handleRest(name), URL_DELAY_MS);
    return () => clearTimeout(timer);
  }, [player, name, restsAt, onUrl]);
}
