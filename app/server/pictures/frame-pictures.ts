/**
 * The pictures of done frames: which files a frame has is asked of the farm (loadingFrameThumbnail), and only those files are
 * fetched. Until one has come, frames are tried one at a time; when the farm gives none, nothing is asked for a while.
 */
import { MAX_PICTURES, type PictureFailure, picturePathsSchema } from "../../protocol/frames/frame-pictures";
import { FRAME } from "../../protocol/frames/frame-status";
import { envelopeSchema, permissionRefusals, SUCCESS } from "../../protocol/wire/envelope";
import { Problem } from "../../proxy/http/problem";
import type { Forwarder } from "../../proxy/upstream/forwarder";
import type { RequestBudget } from "../collector/request-budget";
import type { PictureFetcher } from "./fetch-picture";
import { createLoadQueue } from "./load-queue";
import type { CachedPicture, PictureCache } from "./picture-cache";
import { PictureError } from "./picture-error";

/** A done frame: its id, and the end of its run (epoch ms), which another run changes. */
export type FrameVersion = { readonly id: number; readonly version: string };

export type FramePictures = {
  /** Paths of the frame's pictures. Throws PictureError or Problem. */
  readonly paths: (frame: FrameVersion, signal?: AbortSignal) => Promise<readonly string[]>;
  /** One of them. Throws PictureError or Problem. */
  readonly picture: (frame: FrameVersion, index: number, signal?: AbortSignal) => Promise<CachedPicture>;
  /** The picture if it is in memory. */
  readonly inMemory: (frame: FrameVersion, index: number) => CachedPicture | undefined;
  /** Why the farm gives no pictures at present; null: it gives them, or nothing is known. */
  readonly refusal: () => PictureFailure | null;
};

export type FramePicturesOptions = {
  readonly forward: Forwarder["forward"];
  readonly fetcher: PictureFetcher;
  readonly cache: PictureCache;
  /** Of the signed requests. */
  readonly budget: RequestBudget;
  /** How many loads may run at once. */
  readonly atOnce: number;
  /** Of everything in the cache: the account. */
  readonly account: string;
  /** Monotonic ms. */
  readonly now?: () => number;
};

/** Frames whose paths are remembered. */
const MAX_PATHS = 20_000;
/** How long a failure of one picture, and one of all, is believed, ms. */
const FAILURE_MS = 60_000;
const REFUSAL_MS = 600_000;

/** Failures that say something about all pictures as long as none has come. */
const concernsAll: ReadonlySet<PictureFailure> = new Set(["refused", "redirected", "unreachable", "not-a-picture"]);

/** A map that forgets its oldest entries. */
function createBounded<T>(most: number) {
  const entries = new Map<string, T>();
  return {
    get: (key: string) => entries.get(key),
    delete: (key: string) => entries.delete(key),
    set(key: string, value: T) {
      entries.delete(key);
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    },
  };
}

type Loaded = { readonly paths: readonly string[]; readonly picture?: CachedPicture };
type Failed = { readonly error: PictureError; readonly untilMs: number };

export function createFramePictures(options: FramePicturesOptions): FramePictures {
  const { forward, fetcher, cache, budget, atOnce, account, now = () => performance.now() } = options;
  const knownPaths = createBounded<readonly string[]>(MAX_PATHS);
  const failures = createBounded<Failed>(MAX_PATHS);
  let hasCome = false;
  let refusal: Failed | null = null;
  const queue = createLoadQueue<Loaded>(() => (hasCome ? atOnce : 1));

  const frameKey = ({ id, version }: FrameVersion) => `${account} ${id} ${version}`;
  const pictureKey = (frame: FrameVersion, index: number) => `${frameKey(frame)} ${index}`;

  const currentRefusal = () => {
    if (refusal && refusal.untilMs <= now()) refusal = null;
    return refusal;
  };
  /** Throws what is known to fail, without a request. */
  const checkFailures = (key: string) => {
    const general = currentRefusal();
    if (general) throw general.error;
    const failure = failures.get(key);
    if (failure && failure.untilMs > now()) throw failure.error;
  };
  const remember = (key: string, error: unknown): never => {
    if (error instanceof PictureError) {
      failures.set(key, { error, untilMs: now() + FAILURE_MS });
      if (!hasCome && concernsAll.has(error.failure)) refusal = { error, untilMs: now() + REFUSAL_MS };
    }
    throw error;
  };

  async function askPaths(frame: FrameVersion): Promise<readonly string[]> {
    const key = frameKey(frame);
    const known = knownPaths.get(key);
    if (known) return known;
    await budget.takeTurn();
    const { body } = await forward("loadingFrameThumbnail", { id: frame.id, frameStatus: FRAME.done });
    const { code, data } = envelopeSchema.parse(JSON.parse(body));
    if (code !== SUCCESS) {
      const isGeneral = permissionRefusals.has(code);
      throw new PictureError(
        isGeneral ? "refused" : "missing",
        `The farm refused the frame's pictures with code ${code}`,
      );
    }
    const paths = picturePathsSchema.parse(data).slice(0, MAX_PICTURES);
    // The farm may write them a little after the frame is done: an empty list is asked for again.
    if (paths.length > 0) knownPaths.set(key, paths);
    return paths;
  }

  async function loadPicture(frame: FrameVersion, index: number, key: string): Promise<Loaded> {
    const kept = await cache.read(key);
    if (kept) return { paths: [], picture: kept };
    checkFailures(key);
    const paths = await askPaths(frame);
    const path = paths[index];
    if (path === undefined) throw new PictureError("missing", "The frame has no such picture");
    const file = await fetcher.fetch(path);
    hasCome = true;
    refusal = null;
    return { paths, picture: cache.write(key, file) };
  }

  return {
    async paths(frame, signal) {
      const key = frameKey(frame);
      const known = knownPaths.get(key);
      if (known) return known;
      checkFailures(key);
      const work = async () => {
        checkFailures(key);
        return { paths: await askPaths(frame) };
      };
      return (await queue.load(key, work, signal).catch((error: unknown) => remember(key, error))).paths;
    },
    async picture(frame, index, signal) {
      const key = pictureKey(frame, index);
      const hot = cache.inMemory(key);
      if (hot) return hot;
      const work = () => loadPicture(frame, index, key);
      const { picture } = await queue.load(key, work, signal).catch((error: unknown) => remember(key, error));
      if (!picture) throw new Problem("internal");
      return picture;
    },
    inMemory: (frame, index) => cache.inMemory(pictureKey(frame, index)),
    refusal: () => currentRefusal()?.error.failure ?? null,
  };
}
