/** Pictures that were fetched: those of the last minutes in memory, more of them on disk. */
import { createHash } from "node:crypto";
import type { DiskCache } from "./disk-cache";
import type { PictureFile } from "./fetch-picture";
import { pictureType } from "./picture-type";

export type CachedPicture = PictureFile & {
  /** Strong: a hash of the bytes. */
  readonly etag: string;
};

export type PictureCache = {
  readonly inMemory: (key: string) => CachedPicture | undefined;
  readonly read: (key: string) => Promise<CachedPicture | undefined>;
  readonly write: (key: string, file: PictureFile) => CachedPicture;
  /** Resolves when everything is on the disk. */
  readonly close: () => Promise<void>;
};

const hashOf = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("base64url");
const nameOf = (key: string) => hashOf(key).slice(0, 32);

/** `disk` null: memory only. */
export function createPictureCache(disk: DiskCache | null, maxMemoryBytes: number): PictureCache {
  /** In the order of their last use. */
  const hot = new Map<string, CachedPicture>();
  let bytesInMemory = 0;
  const writes = new Set<Promise<void>>();

  const keep = (key: string, { bytes, type }: PictureFile): CachedPicture => {
    const picture = { bytes, type, etag: `"${hashOf(bytes).slice(0, 22)}"` };
    bytesInMemory += bytes.length - (hot.get(key)?.bytes.length ?? 0);
    hot.delete(key);
    hot.set(key, picture);
    for (const [oldest, { bytes: oldBytes }] of hot) {
      if (bytesInMemory <= maxMemoryBytes) break;
      hot.delete(oldest);
      bytesInMemory -= oldBytes.length;
    }
    return picture;
  };
  const inMemory = (key: string) => {
    const picture = hot.get(key);
    if (!picture) return undefined;
    hot.delete(key);
    hot.set(key, picture);
    return picture;
  };

  return {
    inMemory,
    async read(key) {
      const bytes = await disk?.read(nameOf(key));
      if (!bytes) return undefined;
      try {
        return keep(key, { bytes, type: pictureType(bytes) });
      } catch {
        // A damaged file is fetched again.
        return undefined;
      }
    },
    write(key, file) {
      if (disk) {
        const written = disk.write(nameOf(key), file.bytes);
        writes.add(written);
        void written.finally(() => writes.delete(written));
      }
      return keep(key, file);
    },
    async close() {
      await Promise.all(writes);
    },
  };
}
