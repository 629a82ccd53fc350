/** Serves the client build from memory: every file is read at start, so no request path reaches the file system. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { acceptsEncoding } from "./accept-encoding";
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
const BUILD_PLACEHOLDER = "__BUILD__";
const INDEX = "/index.html";
/** Paths that the page's router may handle: without dot and percent sign, so neither files nor traversal. */
const PAGE_PATH = /^\/(?:[\w~@:-]+(?:\/[\w~@:-]+)*\/?)?$/;

type Representation = {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  /** Of these bytes: each encoding of a file has its own. */
  readonly etag: string;
};

/** undefined: neither a file of the build nor a path of the page. */
export type StaticFiles = (path: string, header: (name: string) => string | undefined) => Response | undefined;

/** The file's extension, without the suffix of an encoding. */
const typeExtension = (name: string) => {
  const encoding = encodings.find(({ suffix }) => name.endsWith(suffix));
  return extname(encoding ? name.slice(0, -encoding.suffix.length) : name);
};

/** Files of a listed type below `root`. Dot files and dot folders are left out: Vite's manifest (.vite/) is for build tools. */
function readAll(root: string): Map<string, Buffer<ArrayBuffer>> {
  const files = new Map<string, Buffer<ArrayBuffer>>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const parts = relative(root, file).split(sep);
    if (!entry.isFile() || !contentTypes.has(typeExtension(entry.name)) || parts.some((part) => part.startsWith(".")))
      continue;
    files.set(`/${parts.join("/")}`, readFileSync(file));
  }
  return files;
}

/** Whether If-None-Match names the tag; the weak form counts too (RFC 9110 section 13.1.2). */
const matches = (header: string | undefined, etag: string) =>
  header !== undefined &&
  (header.trim() === "*" || header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag));

/** A hash of the page, which names the entry file and so depends on every file of the build. */
const buildOf = (page: string) => createHash("sha256").update(page).digest("base64url").slice(0, 12);

/** The name of the client build in the folder `root`; undefined if there is none. The page's meta element "build" has it too. */
export function readBuildName(root: string): string | undefined {
  const index = join(root, INDEX);
  return existsSync(index) ? buildOf(readFileSync(index, "utf8")) : undefined;
}

/** What the browser loads beside the page's scripts: by path of the page, the relative address of the JSON that it requests first. */
export type Preloads = ReadonlyMap<string, string>;

/** Serves the client build in the folder `root`. Throws if there is no build. */
export function createStaticFiles(
  root: string,
  responseHeaders: ResponseHeaders,
  preloads: Preloads = new Map(),
): StaticFiles {
  const contents = existsSync(root) ? readAll(root) : new Map<string, Buffer<ArrayBuffer>>();
  const built = contents.get(INDEX)?.toString("utf8");
  if (built === undefined) throw new Error("The page is not built: run `npm run build` first");
  const page = built.replaceAll(BUILD_PLACEHOLDER, buildOf(built));

  const represent = (bytes: Buffer<ArrayBuffer>, headers: Representation["headers"]): Representation => {
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    return { bytes, etag, headers: { ...responseHeaders.asset, ...headers, etag, vary: "accept-encoding" } };
  };
  /** The encodings of each file in order of preference; the file itself is the last, with an empty token. */
  const files = new Map<string, readonly (Representation & { readonly token: string })[]>();
  for (const [path, bytes] of contents) {
    const contentType = contentTypes.get(extname(path));
    if (contentType === undefined || path === INDEX) continue;
    // File names below assets/ contain a hash of the content.
    const caching = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    const headers = { "content-type": contentType, "cache-control": caching };
    const encoded = encodings.flatMap(({ suffix, token }) => {
      const encodedBytes = contents.get(path + suffix);
      return encodedBytes ? [{ token, ...represent(encodedBytes, { ...headers, "content-encoding": token }) }] : [];
    });
    files.set(path, [...encoded, { token: "", ...represent(bytes, headers) }]);
  }

  const pageResponse = (path: string) => {
    const nonce = randomBytes(16).toString("base64");
    const address = preloads.get(path);
    // "crossorigin": with the credentials mode of the page's own fetch, which otherwise sends the request again.
    const link = address && { link: `<${address}>; rel=preload; as=fetch; crossorigin` };
    return new Response(page.replaceAll(NONCE_PLACEHOLDER, nonce), {
      headers: { ...responseHeaders.document(nonce), ...link },
    });
  };

  return (path, header) => {
    const acceptEncoding = header("accept-encoding") ?? "";
    const file = files.get(path)?.find(({ token }) => token === "" || acceptsEncoding(acceptEncoding, token));
    if (file === undefined) return path === INDEX || PAGE_PATH.test(path) ? pageResponse(path) : undefined;
    const { bytes, headers, etag } = file;
    if (matches(header("if-none-match"), etag)) return new Response(null, { status: 304, headers });
    return new Response(bytes, { headers });
  };
}
