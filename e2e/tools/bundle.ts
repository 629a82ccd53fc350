/**
 * The bundle check: gzipped JavaScript and CSS that the browser loads for /tasks before the first rows, and in all without a click.
 * They may exceed the pinned sizes by 3 % and must not exceed the caps. `--pin` stores the current sizes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as z from "zod/mini";
import { dist, filesOf, firstRows, withoutClick } from "./loaded-files";

const pinned = new URL("bundle-size.json", import.meta.url);

const measures = {
  js: { keys: firstRows, kind: "js", label: "JavaScript before the first rows", cap: 205_000 },
  css: { keys: firstRows, kind: "css", label: "CSS before the first rows", cap: 14_600 },
  jsInAll: { keys: withoutClick(), kind: "js", label: "JavaScript without a click", cap: 230_000 },
  cssInAll: { keys: withoutClick(), kind: "css", label: "CSS without a click", cap: 15_500 },
} as const;
const names = ["js", "css", "jsInAll", "cssInAll"] as const;
const SLACK = 1.03;

const sizes = z.object({ js: z.int(), css: z.int(), jsInAll: z.int(), cssInAll: z.int() });

/** Bytes of the files of a kind, each with gzip -9. */
const gzipped = ({ keys, kind }: { readonly keys: readonly string[]; readonly kind: string }) =>
  [...filesOf(keys)]
    .filter((file) => file.endsWith(`.${kind}`))
    .reduce((sum, file) => sum + gzipSync(readFileSync(`${dist}/${file}`), { level: 9 }).length, 0);

const reached = sizes.parse(Object.fromEntries(names.map((name) => [name, gzipped(measures[name])])));

if (process.argv.includes("--pin")) writeFileSync(pinned, `${JSON.stringify(reached, null, 2)}\n`);
const pin = sizes.parse(JSON.parse(readFileSync(pinned, "utf8")));

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
for (const name of names) {
  const { label, cap } = measures[name];
  const bound = Math.min(pin[name] * SLACK, cap);
  const ok = reached[name] <= bound;
  console.log(`${ok ? "ok    " : "FAILED"} ${label}: ${kB(reached[name])} gzip, at most ${kB(bound)} (cap ${kB(cap)})`);
  if (!ok) process.exitCode = 1;
}
