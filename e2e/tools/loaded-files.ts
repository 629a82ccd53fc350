/** The files of the build that the browser loads for /tasks without a click; e2e/first-load.spec.ts checks the lists. */
import { readFileSync } from "node:fs";
import * as z from "zod/mini";

export const dist = "dist/client";

/** What the first rows need: the script before the first paint, the entry, which contains the Tasks page, and its messages. */
export const firstRows = ["app/shell/first-paint/before-paint.ts", "index.html", "app/i18n/en/base.json"];
const chunk = z.object({
  file: z.string(),
  imports: z.optional(z.array(z.string())),
  css: z.optional(z.array(z.string())),
  isDynamicEntry: z.optional(z.boolean()),
});

const readManifest = () =>
  z.record(z.string(), chunk).parse(JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, "utf8")));

/** What the first rows need, and the file of what follows without a click (`soon` in vite.config.ts). */
export const withoutClick = (): readonly string[] => [
  ...firstRows,
  "app/i18n/en/soon.json",
  ...Object.keys(readManifest()).filter((key) => /^_soon-.*\.js$/.test(key)),
];

/** The source of every `import()` of the page and its file, as a path below `dist`. */
export const partFiles = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(readManifest()).flatMap(([source, { file, isDynamicEntry }]) =>
      isDynamicEntry ? [[source, file] as const] : [],
    ),
  );

/** Files of these keys of Vite's manifest and of their static imports, as paths below `dist`. */
export function filesOf(keys: readonly string[]): ReadonlySet<string> {
  const manifest = readManifest();
  const files = new Set<string>();
  const collect = (key: string): void => {
    const entry = manifest[key];
    if (!entry) throw new Error(`${key} is no chunk of its own; the manifest has ${Object.keys(manifest).join(", ")}`);
    if (files.has(entry.file)) return;
    files.add(entry.file);
    for (const css of entry.css ?? []) files.add(css);
    for (const next of entry.imports ?? []) collect(next);
  };
  for (const key of keys) collect(key);
  return files;
}
