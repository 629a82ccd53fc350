import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rawRequest } from "../testing/raw-request";
import { startTestProxy, type TestProxy } from "../testing/test-proxy";
import { createResponseHeaders } from "./response-headers";
import { createStaticFiles } from "./static-files";

let root: string;
let proxy: TestProxy;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "renderdeck-static-"));
  const client = join(root, "client");
  mkdirSync(join(client, "assets"), { recursive: true });
  mkdirSync(join(client, ".vite"));
  writeFileSync(join(root, "secret.txt"), "SECRET");
  writeFileSync(join(client, ".vite", "manifest.json"), "{}");
  writeFileSync(join(client, "index.html"), '<meta content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>');
  writeFileSync(join(client, "icon.svg"), "<svg/>");
  writeFileSync(join(client, "assets", "main-4f2a.js"), "plain");
  writeFileSync(join(client, "assets", "main-4f2a.js.br"), "brotli");
  writeFileSync(join(client, "assets", "main-4f2a.js.gz"), "gzip");
  proxy = await startTestProxy(1, { staticFiles: (headers) => createStaticFiles(client, headers) });
});
afterAll(async () => {
  await proxy.close();
  rmSync(root, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  rawRequest(proxy.origin, { path, headers, method });

describe("the page", () => {
  it.each(["/", "/index.html", "/tasks", "/tasks/18278", "/settings/", "/tasks?q=a%2Fb"])(
    "is served at %s",
    async (path) => {
      const { status, headers, text } = await get(path);
      expect(status).toBe(200);
      expect(headers).toMatchObject({ "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" });
      expect(text).toMatch(/^<meta content="([^"]{24})"><style nonce="\1">/);
    },
  );

  it("contains a new nonce each time, and so does the content security policy", async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers, text } = await get("/");
        const nonce = /content="([^"]+)"/.exec(text)?.[1];
        expect(headers["content-security-policy"]).toContain(`style-src 'self' 'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it("allows only its own scripts, no frame and no device", async () => {
    const { headers } = await get("/");
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({
      "cross-origin-opener-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "permissions-policy": expect.stringContaining("camera=()"),
    });
  });
});

describe("a file", () => {
  it("below assets is cached for a year", async () => {
    const { headers, text } = await get("/assets/main-4f2a.js");
    expect(text).toBe("plain");
    expect(headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    });
  });

  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["identity", undefined],
  ])("is sent to a client that accepts %s as %s", async (accept, encoding) => {
    const { headers, text } = await get("/assets/main-4f2a.js", { "accept-encoding": accept });
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers["vary"]).toBe("accept-encoding");
    expect(text).toBe({ br: "brotli", gzip: "gzip" }[encoding ?? ""] ?? "plain");
  });

  it("outside assets is revalidated and not sent again if unchanged", async () => {
    const { headers } = await get("/icon.svg");
    expect(headers).toMatchObject({ "content-type": "image/svg+xml", "cache-control": "no-cache" });
    const unchanged = await get("/icon.svg", { "if-none-match": String(headers["etag"]) });
    expect(unchanged).toMatchObject({ status: 304, text: "" });
  });

  it("is sent without a body to HEAD", async () => {
    expect(await get("/icon.svg", {}, "HEAD")).toMatchObject({ status: 200, text: "" });
  });

  it.each([
    "/assets/gone.js",
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/..%5c..%5csecret.txt",
    "/.vite/manifest.json",
    "/.env",
    "//secret.txt",
    "/tasks/%00",
  ])("outside the build is not found: %s", async (path) => {
    const { status, text } = await get(path);
    expect(status).toBe(404);
    expect(text).not.toContain("SECRET");
  });
});

describe("createStatic", () => {
  it("names the build command if there is no build", () => {
    expect(() => createStaticFiles(join(root, "nowhere"), createResponseHeaders({ publicOrigins: [] }))).toThrow(
      "npm run build",
    );
  });
});
