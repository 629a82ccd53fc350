import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rawRequest } from "../testing/raw-request";
import { startTestProxy, type TestProxy } from "../testing/test-proxy";
import { createResponseHeaders } from "./response-headers";
import { createStaticFiles, readBuildName } from "./static-files";

let root: string;
let proxy: TestProxy;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "renderdeck-static-"));
  // A start folder such as ~/.local/renderdeck: only dots below the build count.
  const client = join(root, ".local", "client");
  mkdirSync(join(client, "assets"), { recursive: true });
  mkdirSync(join(client, ".vite"));
  writeFileSync(join(root, "secret.txt"), "SECRET");
  writeFileSync(join(client, ".vite", "manifest.json"), "{}");
  for (const name of [".env", ".env.json", "notes.md", "main.js.map", "backup.js~", "id_rsa"])
    writeFileSync(join(client, name), "SECRET");
  writeFileSync(join(client, "index.html"), '<meta content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>');
  writeFileSync(join(client, "icon.svg"), "<svg/>");
  writeFileSync(join(client, "assets", "main-4f2a.js"), "plain");
  writeFileSync(join(client, "assets", "main-4f2a.js.br"), "brotli");
  writeFileSync(join(client, "assets", "main-4f2a.js.gz"), "gzip");
  const preloads = new Map([["/tasks", "api/list"]]);
  proxy = await startTestProxy(1, { staticFiles: (headers) => createStaticFiles(client, headers, preloads) });
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

  it("names what the browser loads beside the scripts, at the path that needs it", async () => {
    const answers = await Promise.all(["/tasks?q=a", "/settings", "/tasks/18278"].map((path) => get(path)));
    const preload = "<api/list>; rel=preload; as=fetch; crossorigin";
    expect(answers.map(({ headers }) => headers["link"])).toEqual([preload, undefined, undefined]);
  });

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
      /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'; report-uri \/api\/csp-report; report-to policy$/,
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

  it("has a tag for each encoding, and only the tag of the requested encoding is unchanged", async () => {
    const accepted = ["br", "gzip", "identity"];
    const tags = await Promise.all(
      accepted.map(async (accept) => {
        const { headers } = await get("/assets/main-4f2a.js", { "accept-encoding": accept });
        return String(headers["etag"]);
      }),
    );
    expect(new Set(tags).size).toBe(3);
    for (const [index, accept] of accepted.entries())
      for (const [tagIndex, tag] of tags.entries()) {
        const { status } = await get("/assets/main-4f2a.js", { "accept-encoding": accept, "if-none-match": tag });
        expect([accept, tagIndex, status]).toEqual([accept, tagIndex, index === tagIndex ? 304 : 200]);
      }
  });

  it.each([(tag: string) => `W/${tag}`, (tag: string) => `"other", ${tag}`, () => "*"])(
    "is unchanged for an If-None-Match of another form: %s",
    async (form) => {
      const { headers } = await get("/icon.svg");
      expect(await get("/icon.svg", { "if-none-match": form(String(headers["etag"])) })).toMatchObject({ status: 304 });
    },
  );

  it("is not unchanged for a tag that only contains its own", async () => {
    const { headers } = await get("/icon.svg");
    const longer = `"x${String(headers["etag"]).slice(1)}`;
    expect(await get("/icon.svg", { "if-none-match": longer })).toMatchObject({ status: 200 });
  });

  it("is sent whole to a request for a range", async () => {
    expect(await get("/icon.svg", { range: "bytes=0-1" })).toMatchObject({ status: 200, text: "<svg/>" });
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
    "/.env.json",
    "/notes.md",
    "/main.js.map",
    "/backup.js~",
    "/assets/main-4f2a.js.br",
    "//secret.txt",
    "/tasks/%00",
  ])("outside the build is not found: %s", async (path) => {
    const { status, text } = await get(path);
    expect(status).toBe(404);
    expect(text).not.toContain("SECRET");
    expect(text).not.toContain("brotli");
  });

  it("without an extension is not served: the page is, as at every path without a dot", async () => {
    expect((await get("/id_rsa")).text).toMatch(/^<meta /);
  });
});

/** A client build with this page. */
const buildOf = (page: string, name: string) => {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "index.html"), page);
  return folder;
};

describe("the name of the build", () => {
  const page = '<meta name="build" content="__BUILD__"><script src="/assets/index-1.js"></script>';

  it("is in the page, with every request", () => {
    const folder = buildOf(page, "one");
    const serve = createStaticFiles(folder, createResponseHeaders({ publicOrigins: [] }));
    const name = readBuildName(folder);
    expect(name).toMatch(/^[\w-]{12}$/);
    return Promise.all(
      ["/", "/tasks"].map(async (path) =>
        expect(await serve(path, () => undefined)?.text()).toContain(`<meta name="build" content="${name}">`),
      ),
    );
  });

  it("is the same on another node and another one for another entry", () => {
    const [one, two, other] = [page, page, page.replace("index-1", "index-2")].map((text, index) =>
      readBuildName(buildOf(text, `node-${index}`)),
    );
    expect(two).toBe(one);
    expect(other).not.toBe(one);
  });

  it("is unknown without a build", () => expect(readBuildName(join(root, "nowhere"))).toBeUndefined());
});

describe("createStaticFiles", () => {
  it("names the build command if there is no build", () => {
    expect(() => createStaticFiles(join(root, "nowhere"), createResponseHeaders({ publicOrigins: [] }))).toThrow(
      "npm run build",
    );
  });
});
