/** Loads wanted pictures, a few at once, those in view first, and keeps what became of each. */
import { createLoadQueue, type Priority } from "./load-queue";
import type { PictureFault, PictureResult } from "./picture-result";

export type PictureLoader = {
  /** Loads these addresses, unless their result is known, until the returned function is called. What is under way is finished. */
  readonly want: (urls: readonly string[], priority: Priority) => () => void;
  /** The same object until another load; undefined: not loaded. */
  readonly result: (url: string) => PictureResult | undefined;
  /** Runs after each result. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Drops all faults and loads again those that are wanted. */
  readonly retry: () => void;
  /** Sends nothing until the returned function is called: another view needs the connections. */
  readonly hold: () => () => void;
};

type LoaderOptions = {
  /** Never rejects. */
  readonly load: (url: string) => Promise<PictureResult>;
  readonly now?: () => number;
  /** How long nothing is sent after our server was busy. */
  readonly pauseMs?: number;
  readonly maxResults?: number;
};

/** A browser opens six connections to one server; two stay free for the page. */
const AT_ONCE = 4;
const PAUSE_MS = 2000;
/** About half a kilobyte each. */
const MAX_RESULTS = 30_000;
/** Faults that may be over when the picture is wanted again after this time. */
const temporary: ReadonlySet<PictureFault> = new Set(["timeout", "unreachable", "offline"]);
const RETRY_AFTER_MS = 15_000;

type Wants = { view: number; check: number };

export function createPictureLoader({
  load,
  now = () => performance.now(),
  pauseMs = PAUSE_MS,
  maxResults = MAX_RESULTS,
}: LoaderOptions): PictureLoader {
  const queue = createLoadQueue();
  const wants = new Map<string, Wants>();
  const results = new Map<string, { readonly result: PictureResult; readonly endedMs: number }>();
  const underWay = new Set<string>();
  const listeners = new Set<() => void>();
  let isPaused = false;
  const holders = new Set<symbol>();

  const enqueue = (url: string) => {
    const wanted = wants.get(url);
    queue.remove(url);
    if (wanted && !underWay.has(url)) queue.add(url, wanted.view > 0 ? "view" : "check");
  };
  const sendNext = () => {
    if (isPaused || holders.size > 0) return;
    while (underWay.size < AT_ONCE) {
      const url = queue.take();
      if (url === undefined) return;
      underWay.add(url);
      void load(url).then((result) => settle(url, result));
    }
  };
  const pause = () => {
    if (isPaused) return;
    isPaused = true;
    setTimeout(() => {
      isPaused = false;
      sendNext();
    }, pauseMs);
  };
  const settle = (url: string, result: PictureResult) => {
    underWay.delete(url);
    if (result.kind === "fault" && result.fault === "busy") {
      pause();
      enqueue(url);
      return;
    }
    results.set(url, { result, endedMs: now() });
    for (const oldest of results.keys()) {
      if (results.size <= maxResults) break;
      results.delete(oldest);
    }
    for (const listener of listeners) listener();
    sendNext();
  };
  const isOver = (url: string) => {
    const known = results.get(url);
    if (known?.result.kind !== "fault") return false;
    return temporary.has(known.result.fault) && now() - known.endedMs > RETRY_AFTER_MS;
  };

  return {
    want(urls, priority) {
      for (const url of urls) {
        const wanted = wants.get(url) ?? { view: 0, check: 0 };
        wanted[priority] += 1;
        wants.set(url, wanted);
        if (isOver(url)) results.delete(url);
        if (!results.has(url)) enqueue(url);
      }
      sendNext();
      return () => {
        for (const url of urls) {
          const wanted = wants.get(url);
          if (!wanted) continue;
          wanted[priority] -= 1;
          if (wanted.view + wanted.check === 0) wants.delete(url);
          if (!results.has(url)) enqueue(url);
        }
      };
    },
    result: (url) => results.get(url)?.result,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry() {
      for (const [url, { result }] of results) {
        if (result.kind !== "fault") continue;
        results.delete(url);
        enqueue(url);
      }
      for (const listener of listeners) listener();
      sendNext();
    },
    hold() {
      const holder = Symbol("holder");
      holders.add(holder);
      return () => {
        holders.delete(holder);
        sendNext();
      };
    },
  };
}
