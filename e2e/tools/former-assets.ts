/**
 * Keeps the assets of the last builds in the folder of the new one, so that a page that was opened before a deployment still finds the
 * files that it loads on demand (decision 043).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import * as z from "zod/mini";

/** Former builds whose assets are kept. */
const KEPT_BUILDS = 3;

/** Names of the assets of each build, newest first. */
const record = z.array(z.array(z.string()));
const recordPath = (outDir: string) => join(outDir, ".vite", "builds.json");

function readRecord(outDir: string): string[][] {
  const path = recordPath(outDir);
  if (!existsSync(path)) return [];
  return record.parse(JSON.parse(readFileSync(path, "utf8")));
}

const assetsOf = (outDir: string): string[] => {
  const folder = join(outDir, "assets");
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** Reads the assets of the former builds. The returned function adds those of the last ones to the new build. */
export function readFormerAssets(outDir: string): () => void {
  const builds = readRecord(outDir).slice(0, KEPT_BUILDS);
  const names = new Set(builds.flat());
  const contents = new Map(
    assetsOf(outDir)
      .filter((name) => names.has(name))
      .map((name) => [name, readFileSync(join(outDir, "assets", name))]),
  );
  return () => {
    const current = assetsOf(outDir);
    for (const [name, content] of contents)
      if (!current.includes(name)) writeFileSync(join(outDir, "assets", name), content);
    mkdirSync(join(outDir, ".vite"), { recursive: true });
    // A repeated build of the same source is no further build.
    const others = builds.filter((build) => build.toSorted().join() !== current.toSorted().join());
    writeFileSync(recordPath(outDir), JSON.stringify([current, ...others]));
  };
}

/** Belongs after the plugins that write files. */
export function formerAssets(): Plugin {
  let addFormerAssets: (() => void) | undefined;
  return {
    name: "renderdeck:former-assets",
    apply: "build",
    // Before Vite empties the folder.
    configResolved(config) {
      addFormerAssets = readFormerAssets(resolve(config.root, config.build.outDir));
    },
    writeBundle: { order: "post", sequential: true, handler: () => addFormerAssets?.() },
  };
}
