/** Files in one folder with a bound of their size together; those that were used last stay. Failures of the disk lose a file, no answer. */
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type DiskCache = {
  /** The file of this name; null: there is none. */
  readonly read: (name: string) => Promise<Buffer<ArrayBuffer> | null>;
  /** Resolves when the file is written and the folder is within its bound. */
  readonly write: (name: string, bytes: Buffer) => Promise<void>;
};

type Entry = { bytes: number; usedMs: number };

/** The moment of use is written to the disk at most once in this time. */
const TOUCH_MS = 3_600_000;
/** After a sweep the folder is so full. */
const KEPT_SHARE = 0.9;
const PARTIAL = ".part";

/** `onFailure` is called once, when the folder cannot be used; then nothing is kept. */
export function createDiskCache(folder: string, maxBytes: number, onFailure: (error: unknown) => void): DiskCache {
  let entries: Promise<Map<string, Entry>> | null = null;
  let total = 0;
  let writes = 0;
  let hasFailed = false;
  let lastUseMs = 0;

  async function open(): Promise<Map<string, Entry>> {
    await mkdir(folder, { recursive: true });
    const found = new Map<string, Entry>();
    for (const name of await readdir(folder)) {
      // Left by a process that ended while it wrote.
      if (name.endsWith(PARTIAL)) await rm(join(folder, name), { force: true });
      else {
        const info = await stat(join(folder, name));
        found.set(name, { bytes: info.size, usedMs: info.mtimeMs });
        total += info.size;
      }
    }
    return found;
  }

  /** Now; later than any use before. */
  const momentOfUse = () => {
    lastUseMs = Math.max(Date.now(), lastUseMs + 1);
    return lastUseMs;
  };
  const fail = (error: unknown) => {
    if (!hasFailed) onFailure(error);
    hasFailed = true;
  };
  const opened = () => {
    entries ??= open();
    return entries;
  };

  async function sweep(all: Map<string, Entry>): Promise<void> {
    if (total <= maxBytes) return;
    for (const [name, { bytes }] of [...all].sort(([, a], [, b]) => a.usedMs - b.usedMs)) {
      if (total <= maxBytes * KEPT_SHARE) return;
      all.delete(name);
      total -= bytes;
      await rm(join(folder, name), { force: true });
    }
  }

  return {
    async read(name) {
      if (hasFailed) return null;
      try {
        const all = await opened();
        const entry = all.get(name);
        if (!entry) return null;
        const bytes = await readFile(join(folder, name));
        const nowMs = momentOfUse();
        if (nowMs - entry.usedMs > TOUCH_MS) await utimes(join(folder, name), nowMs / 1000, nowMs / 1000);
        entry.usedMs = nowMs;
        return bytes;
      } catch (error) {
        // Somebody else deleted the file.
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        fail(error);
        return null;
      }
    },
    async write(name, bytes) {
      if (hasFailed || bytes.length > maxBytes) return;
      try {
        const all = await opened();
        writes += 1;
        const partial = join(folder, `${name}.${process.pid}-${writes}${PARTIAL}`);
        await writeFile(partial, bytes);
        await rename(partial, join(folder, name));
        total += bytes.length - (all.get(name)?.bytes ?? 0);
        all.set(name, { bytes: bytes.length, usedMs: momentOfUse() });
        await sweep(all);
      } catch (error) {
        fail(error);
      }
    },
  };
}
