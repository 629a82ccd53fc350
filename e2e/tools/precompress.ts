import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const compressible = new Set([".js", ".css", ".svg", ".json", ".txt", ".webmanifest"]);
/** Smaller files save no network packet when compressed. */
const WORTHWHILE = 1024;

/** Writes a .br and a .gz file for every text file of the build, except the page, which has a new nonce in each response. */
export function precompress(): Plugin {
  let outDir = "";
  return {
    name: "renderdeck:precompress",
    apply: "build",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    writeBundle() {
      for (const file of readdirSync(outDir, { recursive: true, encoding: "utf8" })) {
        const path = join(outDir, file);
        if (!compressible.has(extname(path)) || file.startsWith(".") || statSync(path).size < WORTHWHILE) continue;
        const content = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
      }
    },
  };
}
