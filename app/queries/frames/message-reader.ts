/** Reads the messages with which frames failed from the ends of their logs, a few logs at once. What was read stays for as long as the tab lasts. */
import type { Frame } from "../../protocol/frames/frame";
import { type LogMessage, messageOfLog } from "../../protocol/frames/log-message";
import { failureOf } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";
import { createStore } from "../../state/create-store";
import { readLogEnd } from "./log-end";

/** Logs requested in parallel. A browser opens six connections to one origin; the others stay free for the page. */
const LOGS_AT_ONCE = 3;
/** Logs that are read before the user is asked. */
export const LOGS_PER_READ = 300;
/** After this many failures in a row the reading pauses: the farm does not answer. */
const MAX_FAILURES = 3;
/** How often messages are published while logs are read, ms: each time all groups are computed. */
const PUBLISH_INTERVAL_MS = 250;

/** A run of a frame: a frame that is rendered again has another log. */
export const runKey = ({ id, resubmits }: Pick<Frame, "id" | "resubmits">): string => `${id} ${resubmits}`;

/** Messages by run. */
export const knownMessages = createStore<ReadonlyMap<string, LogMessage>>(new Map());

/** Forgets what was read, as between two tests. */
export const forgetMessages = (): void => knownMessages.set(new Map());

export type ReadingState = {
  readonly isReading: boolean;
  /** The user has cancelled, the farm does not answer, or more than LOGS_PER_READ logs are left. */
  readonly isPaused: boolean;
  /** Why the reading paused by itself. */
  readonly failure: Failure | null;
  /** Runs whose log could not be read. */
  readonly unread: ReadonlySet<string>;
};

const notStarted: ReadingState = { isReading: false, isPaused: false, failure: null, unread: new Set() };

/** One per open list of messages. */
export function createMessageReader() {
  const state = createStore(notStarted);
  const change = (next: Partial<ReadingState>) => state.set({ ...state.get(), ...next });
  const guesses = new Map<number | null, number>();
  let wanted: readonly Frame[] = [];
  let left = LOGS_PER_READ;
  let running: AbortController | null = null;
  /** Read and not published yet. */
  let fresh = new Map<string, LogMessage>();
  let unread = new Set<string>();
  let publishedMs = 0;

  const isMissing = (frame: Frame) => !knownMessages.get().has(runKey(frame)) && !state.get().unread.has(runKey(frame));

  function publish(): void {
    publishedMs = performance.now();
    if (fresh.size > 0) knownMessages.set(new Map([...knownMessages.get(), ...fresh]));
    if (unread.size > 0) change({ unread: new Set([...state.get().unread, ...unread]) });
    fresh = new Map();
    unread = new Set();
  }

  async function run({ signal }: AbortController): Promise<void> {
    const queue = wanted.filter(isMissing);
    let failure: Failure | null = null;
    let failuresInRow = 0;
    publishedMs = performance.now();
    const worker = async () => {
      while (left > 0 && failuresInRow < MAX_FAILURES && !signal.aborted) {
        const frame = queue.shift();
        if (frame === undefined) return;
        left -= 1;
        try {
          const { text, lastPage } = await readLogEnd(frame.id, guesses.get(frame.taskId) ?? 1, signal);
          guesses.set(frame.taskId, lastPage);
          fresh.set(runKey(frame), messageOfLog(text));
          failuresInRow = 0;
        } catch (error) {
          if (signal.aborted) return;
          failure = failureOf(error);
          failuresInRow += 1;
          unread.add(runKey(frame));
        }
        if (performance.now() - publishedMs > PUBLISH_INTERVAL_MS) publish();
      }
    };
    await Promise.all(Array.from({ length: LOGS_AT_ONCE }, worker));
    if (signal.aborted) return;
    publish();
    running = null;
    const hasGivenUp = failuresInRow >= MAX_FAILURES;
    const hasMore = wanted.some(isMissing);
    change({ isReading: false, isPaused: hasGivenUp || hasMore, failure: hasGivenUp ? failure : null });
  }

  function start(): void {
    if (running !== null || state.get().isPaused || !wanted.some(isMissing)) return;
    running = new AbortController();
    change({ isReading: true, failure: null });
    void run(running);
  }

  function stop(): void {
    running?.abort();
    running = null;
    publish();
    change({ isReading: false });
  }

  return {
    state,
    /** The frames whose messages are wanted, all of them; those that are not known yet are read. */
    want: (frames: readonly Frame[]) => {
      wanted = frames;
      start();
    },
    pause: () => {
      stop();
      change({ isPaused: true });
    },
    /** Goes on after a pause, also with the logs that could not be read. */
    goOn: () => {
      left = LOGS_PER_READ;
      change({ isPaused: false, failure: null, unread: new Set() });
      start();
    },
    /** Ends the reading; what was read stays. */
    stop,
  };
}
