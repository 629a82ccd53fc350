/** Decoded pictures within a bound of memory: those that come next in the film, as many as fit. */
import type { BitmapResult } from "../load/load-picture";

export type CachedPicture = BitmapResult;

export type BitmapCache = {
  /** undefined: not loaded. */
  readonly get: (url: string) => CachedPicture | undefined;
  /** Loads these pictures as far as memory reaches, the first ones first. Others may be dropped. */
  readonly want: (urls: Iterable<string>) => void;
  /** How many pictures the memory holds, by their mean size; null: not known yet. */
  readonly capacity: () => number | null;
  /** Runs after each picture. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Drops all faults and loads them again. */
  readonly retry: () => void;
  /** Frees the memory and ends what is under way. */
  readonly clear: () => void;
};

type CacheOptions = {
  /** Never rejects. */
  readonly load: (url: string, signal: AbortSignal) => Promise<BitmapResult>;
  readonly maxBytes?: number;
  /** How long nothing is sent after our server was busy. */
  readonly pauseMs?: number;
};

/** About 3,000 pictures of the demo farm, 128 of 960 × 540, 32 of full HD. */
const MAX_BYTES = 256 * 1024 * 1024;
/** A browser opens six connections to one server; two stay free for the page. */
const AT_ONCE = 4;
const PAUSE_MS = 2000;
/** The pictures that are looked at ahead; more would take noticeable time per frame. */
const MAX_AHEAD = 4000;
/** Red, green, blue and opacity. */
const BYTES_A_PIXEL = 4;

const bytesOf = (picture: CachedPicture): number =>
  picture.kind === "ready" ? picture.bitmap.width * picture.bitmap.height * BYTES_A_PIXEL : 0;

const closeUnused = (picture: CachedPicture): void => {
  if (picture.kind === "ready") picture.bitmap.close();
};

export function createBitmapCache({ load, maxBytes = MAX_BYTES, pauseMs = PAUSE_MS }: CacheOptions): BitmapCache {
  const pictures = new Map<string, CachedPicture>();
  const underWay = new Set<string>();
  let abort = new AbortController();
  const listeners = new Set<() => void>();
  let ahead = new Set<string>();
  let queue: string[] = [];
  let [bytes, ready, pauses] = [0, 0, 0];

  const drop = (url: string) => {
    const picture = pictures.get(url);
    if (!picture) return;
    pictures.delete(url);
    if (picture.kind === "fault") return;
    bytes -= bytesOf(picture);
    ready -= 1;
    closeUnused(picture);
  };
  const publish = () => {
    for (const listener of listeners) listener();
  };
  const dropOthers = () => {
    for (const url of pictures.keys()) {
      if (bytes <= maxBytes) return;
      if (!ahead.has(url)) drop(url);
    }
  };
  const sendNext = () => {
    if (pauses > 0) return;
    while (underWay.size < AT_ONCE) {
      const url = queue.shift();
      if (url === undefined) return;
      if (underWay.has(url) || pictures.has(url)) continue;
      underWay.add(url);
      const { signal } = abort;
      void load(url, signal).then((picture) => (signal.aborted ? closeUnused(picture) : settle(url, picture)));
    }
  };
  const pause = () => {
    pauses += 1;
    setTimeout(() => {
      pauses -= 1;
      sendNext();
    }, pauseMs);
  };
  const settle = (url: string, picture: CachedPicture) => {
    underWay.delete(url);
    if (picture.kind === "fault" && picture.fault === "busy") {
      queue.unshift(url);
      pause();
      return;
    }
    drop(url);
    pictures.set(url, picture);
    bytes += bytesOf(picture);
    if (picture.kind === "ready") ready += 1;
    dropOthers();
    publish();
    sendNext();
  };

  return {
    get: (url) => pictures.get(url),
    want(urls) {
      const mean = ready === 0 ? 0 : bytes / ready;
      const next = new Set<string>();
      let sum = 0;
      for (const url of urls) {
        const picture = pictures.get(url);
        sum += picture ? bytesOf(picture) : mean;
        if (next.size > 0 && (sum > maxBytes || next.size >= MAX_AHEAD)) break;
        next.add(url);
      }
      ahead = next;
      queue = [...next].filter((url) => !pictures.has(url));
      dropOthers();
      sendNext();
    },
    capacity: () => (ready === 0 ? null : Math.max(1, Math.floor((maxBytes * ready) / bytes))),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry() {
      for (const [url, picture] of pictures) if (picture.kind === "fault") drop(url);
      publish();
    },
    clear() {
      abort.abort();
      abort = new AbortController();
      underWay.clear();
      queue = [];
      for (const url of pictures.keys()) drop(url);
    },
  };
}
