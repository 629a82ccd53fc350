/** Writes licenses.txt: name, version and licence text of every package that the page contains. Settings › About links to it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import * as z from "zod/mini";

const manifest = z.object({ name: z.string(), version: z.string(), license: z.optional(z.string()) });
const packageFolder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;

function notice(folder: string): string {
  const { name, version, license } = manifest.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version}: ${license ?? "see below"}\n\n${text}`.trim();
}

/** The notices of the packages that these modules belong to, by name. */
export function noticesOf(moduleIds: Iterable<string>): string {
  const folders = new Set([...moduleIds].flatMap((id) => packageFolder.exec(id.replaceAll("\\", "/"))?.[0] ?? []));
  const existing = [...folders].filter((folder) => existsSync(join(folder, "package.json")));
  return `${existing
    .map(notice)
    .toSorted()
    .join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

export function licenses(): Plugin {
  return {
    name: "renderdeck:licenses",
    apply: "build",
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((output) => (output.type === "chunk" ? output.moduleIds : []));
      this.emitFile({ type: "asset", fileName: "licenses.txt", source: noticesOf(ids) });
    },
  };
}
