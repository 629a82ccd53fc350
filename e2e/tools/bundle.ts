/**
 * The bundle check: gzipped JavaScript and CSS of the first load of /tasks may exceed the pinned sizes by 3 % and must not exceed the
 * caps. `--pin` stores the current sizes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as z from "zod/mini";

const dist = "dist/client";
const pinned = new URL("bundle-size.json", import.meta.url);

/** Chunks that the browser needs for the first rows: the entry, which contains the Tasks page, and its messages. */
const firstLoad = ["index.html", "app/i18n/en/base.json"];
/** Bytes, gzip. */
const caps = { js: 220_000, css: 45_000 };
const SLACK = 1.03;

const kinds = ["js", "css"] as const;
const sizes = z.object({ js: z.int(), css: z.int() });
const chunk = z.object({
  file: z.string(),
  imports: z.optional(z.array(z.string())),
  css: z.optional(z.array(z.string())),
});

const manifest = z.record(z.string(), chunk).parse(JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, "utf8")));

/** Files of a manifest entry and of its static imports. */
function collect(key: string, files: Set<string>): void {
  const entry = manifest[key];
  if (!entry) throw new Error(`${key} is no chunk of its own; the manifest has ${Object.keys(manifest).join(", ")}`);
  if (files.has(entry.file)) return;
  files.add(entry.file);
  for (const css of entry.css ?? []) files.add(css);
  for (const next of entry.imports ?? []) collect(next, files);
}

const files = new Set<string>();
for (const key of firstLoad) collect(key, files);

const gzipped = (kind: string) =>
  [...files]
    .filter((file) => file.endsWith(`.${kind}`))
    .reduce((sum, file) => sum + gzipSync(readFileSync(`${dist}/${file}`), { level: 9 }).length, 0);
const reached = { js: gzipped("js"), css: gzipped("css") };

if (process.argv.includes("--pin")) writeFileSync(pinned, `${JSON.stringify(reached, null, 2)}\n`);
const pin = sizes.parse(JSON.parse(readFileSync(pinned, "utf8")));

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
for (const kind of kinds) {
  const bound = Math.min(pin[kind] * SLACK, caps[kind]);
  const ok = reached[kind] <= bound;
  console.log(
    `${ok ? "ok    " : "FAILED"} ${kind}: ${kB(reached[kind])} gzip, at most ${kB(bound)} (cap ${kB(caps[kind])})`,
  );
  if (!ok) process.exitCode = 1;
}
