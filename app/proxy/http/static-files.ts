/** Serves the client build from memory: every file is read at start, so no request path reaches the file system. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import type { ResponseHeaders } from "./response-headers";

const contentTypes = new Map([
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

const NONCE_PLACEHOLDER = "__CSP_NONCE__";
const INDEX = "/index.html";
/** Paths that the page's router may handle: without dot and percent sign, so neither files nor traversal. */
const PAGE_PATH = /^\/(?:[\w~@:-]+(?:\/[\w~@:-]+)*\/?)?$/;

type StaticFile = {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
};

/** undefined: neither a file of the build nor a path of the page. */
export type StaticFiles = (path: string, header: (name: string) => string | undefined) => Response | undefined;

function readAll(root: string): Map<string, Buffer<ArrayBuffer>> {
  const files = new Map<string, Buffer<ArrayBuffer>>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    // Vite's manifest (.vite/) is for build tools and not served.
    if (!entry.isFile() || entry.parentPath.includes(`${sep}.`)) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(root, file).split(sep).join("/")}`, readFileSync(file));
  }
  return files;
}

/** Whether the client accepts an encoding: listed, and not with q=0. */
const accepts = (header: string, token: string) =>
  header.split(",").some((part) => {
    const [name, quality] = part.split(";").map((piece) => piece.trim());
    return name === token && !/^q=0(?:\.0*)?$/.test(quality ?? "");
  });

/** Serves the client build in the folder `root`. Throws if there is no build. */
export function createStaticFiles(root: string, responseHeaders: ResponseHeaders): StaticFiles {
  const contents = existsSync(root) ? readAll(root) : new Map<string, Buffer<ArrayBuffer>>();
  const page = contents.get(INDEX)?.toString("utf8");
  if (page === undefined) throw new Error("The page is not built: run `npm run build` first");

  const files = new Map<string, StaticFile>();
  for (const [path, bytes] of contents) {
    const contentType = contentTypes.get(extname(path)) ?? "application/octet-stream";
    // File names below assets/ contain a hash of the content.
    const caching = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    const headers = { ...responseHeaders.asset, "content-type": contentType, "cache-control": caching, etag };
    files.set(path, { bytes, headers: { ...headers, vary: "accept-encoding" }, etag });
  }

  const pageResponse = () => {
    const nonce = randomBytes(16).toString("base64");
    return new Response(page.replaceAll(NONCE_PLACEHOLDER, nonce), { headers: responseHeaders.document(nonce) });
  };

  return (path, header) => {
    const file = path === INDEX ? undefined : files.get(path);
    if (file === undefined) return path === INDEX || PAGE_PATH.test(path) ? pageResponse() : undefined;
    if (header("if-none-match")?.includes(file.etag)) return new Response(null, { status: 304, headers: file.headers });
    const acceptEncoding = header("accept-encoding") ?? "";
    const encoding = encodings.find(({ suffix, token }) => files.has(path + suffix) && accepts(acceptEncoding, token));
    const encoded = encoding && files.get(path + encoding.suffix);
    if (!encoded) return new Response(file.bytes, { headers: file.headers });
    return new Response(encoded.bytes, { headers: { ...file.headers, "content-encoding": encoding.token } });
  };
}
