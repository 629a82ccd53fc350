/** When the collector reads frames: one leaf at a time and at most one request a second, so that the list comes first. */
import type { FrameWatch } from "../../mirror/frame-watch";
import { CallError } from "../../protocol/wire/call-error";
import type { Collector } from "./collector";
import { WATCHED_MS } from "./pace";

/** Each rendering leaf is read this often while a page asks, ms. */
const WATCHED_INTERVAL_MS = 60_000;
/** The same while nobody looks. */
const CALM_INTERVAL_MS = 300_000;
/** Pause after a leaf that was read, and after a look that found none due. */
const PAUSE_MS = 1000;
const IDLE_MS = 5000;
const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = 300_000;

export type FrameSchedule = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly noteViewer: () => void;
};

type ScheduleOptions = {
  readonly watch: Pick<FrameWatch, "readNext">;
  /** The list is loaded and the farm answers. */
  readonly isReady: () => boolean;
  readonly onError: (error: unknown) => void;
};

export function createFrameSchedule({ watch, isReady, onError }: ScheduleOptions): FrameSchedule {
  let isStopped = true;
  let failuresInARow = 0;
  let lastViewerMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  /** Reads a leaf and returns the pause after it, ms. */
  const read = async (): Promise<number> => {
    if (!isReady()) return IDLE_MS;
    const isWatched = performance.now() - lastViewerMs < WATCHED_MS;
    try {
      const hasRead = await watch.readNext(isWatched ? WATCHED_INTERVAL_MS : CALM_INTERVAL_MS);
      failuresInARow = 0;
      return hasRead ? PAUSE_MS : IDLE_MS;
    } catch (error) {
      if (!(error instanceof CallError)) onError(error);
      failuresInARow += 1;
      return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failuresInARow - 1));
    }
  };

  const schedule = (delayMs: number) => {
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(() => {
      running = read().then(schedule);
    }, delayMs).unref();
  };

  return {
    start() {
      isStopped = false;
      schedule(PAUSE_MS);
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
    noteViewer() {
      lastViewerMs = performance.now();
    },
  };
}

/** A collector that also reads frames. */
export const withFrames = (collector: Collector, schedule: FrameSchedule): Collector => ({
  ...collector,
  start() {
    collector.start();
    schedule.start();
  },
  async stop() {
    await Promise.all([schedule.stop(), collector.stop()]);
  },
  noteViewer() {
    schedule.noteViewer();
    collector.noteViewer();
  },
});
