/** The pictures of one account: their cache beside the store, their address, and how much they may ask of the farm. */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { ConfigError, type Environment, type UpstreamConfig } from "../../proxy/config";
import type { Forwarder } from "../../proxy/upstream/forwarder";
import { createRequestBudget } from "../collector/request-budget";
import type { StoreConfig } from "../store/store-config";
import { IN_MEMORY } from "../store/store-config";
import { createDiskCache } from "./disk-cache";
import { createPictureFetcher, FETCHES_AT_ONCE } from "./fetch-picture";
import { createFramePictures, type FramePictures } from "./frame-pictures";
import { createPictureCache } from "./picture-cache";

/** Signed requests of the pictures: the collector has its own, and neither waits for the other. */
const REQUESTS_PER_SECOND = 40;
const REQUEST_BURST = 100;
const MEMORY_BYTES = 64 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;
const DEFAULT_DISK_MB = "1024";

/** Where the pictures of an account are kept; null: only in memory. */
function diskPlaceOf(
  env: Environment,
  store: StoreConfig,
): { readonly folder: string; readonly maxBytes: number } | null {
  const text = env["RENDERDECK_PICTURES_MB"]?.trim() || DEFAULT_DISK_MB;
  if (!/^\d{1,7}$/.test(text))
    throw new ConfigError([
      "RENDERDECK_PICTURES_MB must be the size of the kept pictures in MB, e.g. 1024, or 0 to keep none on disk",
    ]);
  if (text === "0" || store.engine !== "sqlite" || store.path === IN_MEMORY) return null;
  return { folder: join(dirname(store.path), "pictures"), maxBytes: Number(text) * MEGABYTE };
}

/** Throws ConfigError. `onFailure`: the disk cannot be used, so that pictures are kept in memory only. */
export function openPictures(
  upstream: UpstreamConfig,
  {
    forward,
    store,
    env,
    onFailure,
  }: {
    readonly forward: Forwarder["forward"];
    readonly store: StoreConfig;
    readonly env: Environment;
    readonly onFailure: (error: unknown) => void;
  },
): FramePictures & { readonly close: () => Promise<void> } {
  const account = createHash("sha256").update(`${upstream.domain} ${upstream.accessId}`).digest("hex").slice(0, 16);
  const place = diskPlaceOf(env, store);
  const disk = place && createDiskCache(join(place.folder, account), place.maxBytes, onFailure);
  const fetcher = createPictureFetcher(upstream.previewBase ?? `${upstream.protocol}://${upstream.domain}`);
  const cache = createPictureCache(disk, MEMORY_BYTES);
  const pictures = createFramePictures({
    forward,
    fetcher,
    cache,
    budget: createRequestBudget(REQUESTS_PER_SECOND, REQUEST_BURST),
    atOnce: FETCHES_AT_ONCE,
    account,
  });
  return {
    ...pictures,
    async close() {
      await fetcher.close();
      await cache.close();
    },
  };
}
