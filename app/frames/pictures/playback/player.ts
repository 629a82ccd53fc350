/** Plays a sequence of frames: commands and the clock change the schedule, and the pictures that come next are loaded. */
import { createStore, type Store } from "../../../state/create-store";
import type { BitmapCache } from "./bitmap-cache";
import type { PlaybackCommand } from "./playback-shortcuts";
import { advance, type Film, frameAfter, paused, type Schedule, setSpeed, shuttle } from "./schedule";

export type PlayedFrame = {
  readonly id: number;
  /** As the farm writes it. */
  readonly name: string;
  /** Address of its picture; null: the frame is not done. */
  readonly url: string | null;
};

export type Reel = {
  readonly frames: readonly PlayedFrame[];
  readonly fps: number;
  readonly isLooping: boolean;
};

export type Player = {
  readonly schedule: Store<Schedule>;
  /** Other frames or another rate. The frame in view stays in view if it is among them. */
  readonly setReel: (reel: Reel) => void;
  readonly run: (command: PlayerCommand) => void;
  /** Pauses and shows a frame. */
  readonly seek: (at: number) => void;
  /** The clock of the display, in ms. */
  readonly tick: (nowMs: number) => void;
  /** Loads what comes next; to be called when a picture has come. */
  readonly preload: () => void;
  /** Whether the frame to begin with is not there yet. */
  readonly isAwaiting: () => boolean;
};

export type PlayerCommand = Exclude<PlaybackCommand, "fullScreen">;

/** The frames in the order in which they are shown from here: those ahead, then those behind, the nearest first. */
export function* inPlayOrder(at: number, direction: 1 | -1, { count, isLooping }: Omit<Film, "fps" | "isReady">) {
  const isIn = (index: number) => index >= 0 && index < count;
  let index = at;
  for (; isIn(index); index += direction) yield index;
  if (isLooping)
    for (index = direction > 0 ? 0 : count - 1; index !== at && isIn(index); index += direction) yield index;
  else for (index = at - direction; isIn(index); index -= direction) yield index;
}

/** `start`: name of the frame that is shown first, as soon as it is there; null: the first frame. */
export function createPlayer(
  cache: Pick<BitmapCache, "get" | "want">,
  start: string | null,
  now: () => number = () => performance.now(),
): Player {
  const schedule = createStore<Schedule>(paused);
  let reel: Reel = { frames: [], fps: 24, isLooping: true };
  let awaited = start;

  const isReady = (at: number) => {
    const url = reel.frames[at]?.url ?? null;
    return url === null || cache.get(url) !== undefined;
  };
  const film = (): Film => ({ count: reel.frames.length, fps: reel.fps, isLooping: reel.isLooping, isReady });
  function* urls(): Generator<string> {
    const { at, speed } = schedule.get();
    for (const index of inPlayOrder(at, speed < 0 ? -1 : 1, film())) {
      const url = reel.frames[index]?.url;
      if (typeof url === "string") yield url;
    }
  }
  const preload = () => cache.want(urls());
  const update = (next: Schedule) => {
    if (next === schedule.get()) return;
    schedule.set(next);
    preload();
  };
  const seek = (at: number) => {
    awaited = null;
    const last = Math.max(0, reel.frames.length - 1);
    update({ ...schedule.get(), at: Math.max(0, Math.min(last, at)), speed: 0, isWaiting: false });
  };
  const play = (speed: number) => {
    if (reel.frames.length === 0) return;
    awaited = null;
    update(setSpeed(schedule.get(), speed, film(), now()));
  };
  const step = (by: 1 | -1) => {
    const { at } = schedule.get();
    seek(frameAfter(at, by, film()) ?? at);
  };
  const commands: Readonly<Record<PlayerCommand, () => void>> = {
    toggle: () => play(schedule.get().speed === 0 ? 1 : 0),
    forwards: () => play(shuttle(schedule.get().speed, 1)),
    backwards: () => play(shuttle(schedule.get().speed, -1)),
    pause: () => play(0),
    next: () => step(1),
    previous: () => step(-1),
    first: () => seek(0),
    last: () => seek(reel.frames.length - 1),
  };

  return {
    schedule,
    setReel(next) {
      const { at } = schedule.get();
      const before = reel.frames[at];
      const sought = awaited === null ? -1 : next.frames.findIndex(({ name }) => name === awaited);
      if (sought !== -1) awaited = null;
      const isSameClock = next.fps === reel.fps;
      reel = next;
      const same = next.frames[at]?.id === before?.id ? at : next.frames.findIndex(({ id }) => id === before?.id);
      const place = sought !== -1 ? sought : Math.max(0, same);
      schedule.set({ ...schedule.get(), at: place, ...(isSameClock ? {} : { startMs: now(), ticks: 0 }) });
      preload();
    },
    run: (command) => commands[command](),
    seek,
    tick: (nowMs) => update(advance(schedule.get(), film(), nowMs)),
    preload,
    isAwaiting: () => awaited !== null,
  };
}
