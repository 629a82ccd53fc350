/** The built page: every file of the client build is read at start, so no request path ever reaches the file system. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import type { ResponseHeaders } from "./response-headers";

const types = new Map([
  [".css", "text/css; charset=utf-8"],
  [".html", "text/html; charset=utf-8"],
  [".ico", "image/x-icon"],
  [".js", "text/javascript; charset=utf-8"],
  [".json", "application/json"],
  [".png", "image/png"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain; charset=utf-8"],
  [".webmanifest", "application/manifest+json"],
  [".woff2", "font/woff2"],
]);

const encodings = [
  { suffix: ".br", token: "br" },
  { suffix: ".gz", token: "gzip" },
] as const;

const PLACEHOLDER = "__CSP_NONCE__";
const INDEX = "/index.html";
/** Paths the page's own router may know: no dot, no percent, so neither files nor traversal. */
const PAGE_PATH = /^\/(?:[\w~@:-]+(?:\/[\w~@:-]+)*\/?)?$/;

type StaticFile = {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
};

export type StaticFiles = (path: string, header: (name: string) => string | undefined) => Response | undefined;

function readAll(root: string): Map<string, Buffer<ArrayBuffer>> {
  const files = new Map<string, Buffer<ArrayBuffer>>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    // Vite's own manifest (.vite/) is for tools, not for visitors.
    if (!entry.isFile() || entry.parentPath.includes(`${sep}.`)) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(root, file).split(sep).join("/")}`, readFileSync(file));
  }
  return files;
}

/** Whether the client takes an encoding: named, and not with q=0. */
const accepts = (header: string, token: string) =>
  header.split(",").some((part) => {
    const [name, quality] = part.split(";").map((piece) => piece.trim());
    return name === token && !/^q=0(?:\.0*)?$/.test(quality ?? "");
  });

/** Serves the build in `root`; undefined for what is neither a file nor a page. Throws when nothing was built. */
export function createStaticFiles(root: string, headerSets: ResponseHeaders): StaticFiles {
  const index = existsSync(root) ? readAll(root) : new Map<string, Buffer<ArrayBuffer>>();
  const page = index.get(INDEX)?.toString("utf8");
  if (page === undefined) throw new Error("The page is not built: run `npm run build` first");

  const files = new Map<string, StaticFile>();
  for (const [path, bytes] of index) {
    const contentType = types.get(extname(path)) ?? "application/octet-stream";
    // Names below assets/ hold a hash of their content.
    const caching = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    const headers = { ...headerSets.asset, "content-type": contentType, "cache-control": caching, etag };
    files.set(path, { bytes, headers: { ...headers, vary: "accept-encoding" }, etag });
  }

  const document = () => {
    const nonce = randomBytes(16).toString("base64");
    return new Response(page.replaceAll(PLACEHOLDER, nonce), { headers: headerSets.document(nonce) });
  };

  return (path, header) => {
    const file = path === INDEX ? undefined : files.get(path);
    if (file === undefined) return path === INDEX || PAGE_PATH.test(path) ? document() : undefined;
    if (header("if-none-match")?.includes(file.etag)) return new Response(null, { status: 304, headers: file.headers });
    const wanted = header("accept-encoding") ?? "";
    const encoding = encodings.find(({ suffix, token }) => files.has(path + suffix) && accepts(wanted, token));
    const encoded = encoding && files.get(path + encoding.suffix);
    if (!encoded) return new Response(file.bytes, { headers: file.headers });
    return new Response(encoded.bytes, { headers: { ...file.headers, "content-encoding": encoding.token } });
  };
}
