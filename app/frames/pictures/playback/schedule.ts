/**
 * Which frame is shown when. The clock decides: a frame that comes too late is dropped and counted, so that the film keeps its speed.
 * A frame whose picture is not loaded yet is waited for instead, and is no dropped one.
 */

export type Film = {
  readonly count: number;
  readonly fps: number;
  readonly isLooping: boolean;
  /** Whether a frame can be shown: its picture is loaded, or it has none. */
  readonly isReady: (at: number) => boolean;
};

export type Schedule = {
  /** Index of the frame in view. */
  readonly at: number;
  /** 0: paused. 1: forwards; 2: every second frame; -1: backwards. */
  readonly speed: number;
  readonly isWaiting: boolean;
  /** When the clock was set, and the frames that were due since. */
  readonly startMs: number;
  readonly ticks: number;
  /** Frames that were shown and dropped since the film began to run. */
  readonly shown: number;
  readonly dropped: number;
};

export const paused: Schedule = { at: 0, speed: 0, isWaiting: false, startMs: 0, ticks: 0, shown: 0, dropped: 0 };

export const MAX_SPEED = 8;
/** After a longer gap the tab was hidden or the computer slept: nothing was dropped. */
const LONGEST_GAP_MS = 2000;
/** A display shows a frame a little before or after its time. Without this share of a frame some would come one display frame late. */
const EARLY = 0.05;

/** The frame `steps` ahead at this speed; null: behind an end of a film that does not repeat. */
export function frameAfter(at: number, steps: number, { count, isLooping }: Film): number | null {
  const target = at + steps;
  if (target >= 0 && target < count) return target;
  return isLooping && count > 0 ? ((target % count) + count) % count : null;
}

/** The speed after J (-1) or L (1): that direction, and twice as fast each time. */
export const shuttle = (speed: number, direction: 1 | -1): number =>
  Math.sign(speed) === direction ? Math.max(-MAX_SPEED, Math.min(MAX_SPEED, speed * 2)) : direction;

/** Begins to run at this speed, or pauses with 0. At the end of a film that does not repeat, it begins anew. */
export function setSpeed(schedule: Schedule, speed: number, film: Film, nowMs: number): Schedule {
  if (speed === 0) return { ...schedule, speed, isWaiting: false };
  const isAtEnd = frameAfter(schedule.at, speed, film) === null;
  const at = isAtEnd && schedule.speed === 0 ? (speed > 0 ? 0 : film.count - 1) : schedule.at;
  const figures = schedule.speed === 0 ? { shown: 0, dropped: 0 } : {};
  return { ...schedule, ...figures, at, speed, isWaiting: false, startMs: nowMs, ticks: 0 };
}

/** The schedule at a moment; the same object when no frame is due. */
export function advance(schedule: Schedule, film: Film, nowMs: number): Schedule {
  const { at, speed, startMs, ticks, shown, dropped } = schedule;
  if (speed === 0) return schedule;
  const tickMs = 1000 / film.fps;
  const due = Math.floor((nowMs - startMs) / tickMs + EARLY) - ticks;
  if (due <= 0) return schedule;
  const isLate = due * tickMs > LONGEST_GAP_MS;
  for (let steps = isLate ? 1 : due; steps >= 1; steps -= 1) {
    const target = frameAfter(at, steps * speed, film);
    if (target === null || !film.isReady(target)) continue;
    const next = { ...schedule, at: target, isWaiting: false, shown: shown + 1, dropped: dropped + steps - 1 };
    return steps === due ? { ...next, ticks: ticks + due } : { ...next, startMs: nowMs, ticks: 0 };
  }
  if (frameAfter(at, speed, film) === null) return { ...schedule, speed: 0, isWaiting: false };
  // The next frame is due from now on.
  return { ...schedule, isWaiting: true, startMs: nowMs - tickMs, ticks: 0 };
}
