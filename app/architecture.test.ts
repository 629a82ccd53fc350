/** The import table of docs/architecture.md, executed, and the few rules about names that no linter knows. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = ["tasks", "frames", "monitor", "history", "accounts", "environments", "settings"];
const top = ["shell", "routes", "app", "main"];

/** Room -> rooms it may import besides itself. `any` may import everything. */
const mayImport: Readonly<Record<string, readonly string[] | "any">> = {
  protocol: [],
  state: [],
  i18n: ["state"],
  ui: ["i18n", "protocol", "state"],
  mirror: ["protocol"],
  queries: ["mirror", "protocol", "state"],
  ...Object.fromEntries(pages.map((page) => [page, ["queries", "mirror", "protocol", "ui", "i18n", "state"]])),
  ...Object.fromEntries(
    top.map((room) => [room, ["queries", "mirror", "protocol", "ui", "i18n", "state", ...pages, ...top]]),
  ),
  proxy: ["protocol"],
  server: ["proxy", "protocol", "mirror"],
  cli: ["mirror", "protocol"],
  "mocks/farm": ["protocol"],
  mocks: ["protocol", "mocks/farm"],
  test: "any",
  e2e: "any",
};

/** Single files that may import more than their room, and what. */
const exceptions: Readonly<Record<string, RegExp>> = {
  "app/main": /^mocks\/browser$/,
  "app/server/demo-farm": /^mocks\//,
  "app/server/openapi-route": /^docs\/openapi\.json$/,
  "mocks/serve": /^app\/server\/npm-parent$/,
  "mocks/upstream": /^app\/proxy\/signing\/(sign|signed-headers|wire-json)$/,
};
/** Imports that are only allowed as `import()`, so that the demo's farm is in no other build. */
const dynamicOnly: Readonly<Record<string, RegExp>> = { "app/main": /^mocks\// };

/** Packages a room may import; rooms that are not here are free. */
const packages: Readonly<Record<string, RegExp>> = {
  protocol: /^zod\/mini$/,
  "mocks/farm": /^zod\/mini$/,
  ...Object.fromEntries(
    ["state", "i18n", "ui", "mirror", "queries", ...pages, ...top].map((room) => [
      room,
      /^(?!node:|hono|@hono\/|undici|pino|kysely|libsql|pg$|vite$)/,
    ]),
  ),
};

type Import = { readonly target: string; readonly dynamic: boolean };
type Source = { readonly path: string; readonly imports: readonly Import[]; readonly hasDefaultExport: boolean };

/** `app/tasks/x.tsx` -> tasks; `app/main.tsx` -> main; a test may import anything, whatever its folder. */
function roomOf(path: string): string {
  const parts = path.split("/");
  if (/\.(test|spec)\.tsx?$/.test(path)) return "test";
  if (parts[0] === "mocks") return parts[1] === "farm" ? "mocks/farm" : "mocks";
  if (parts[0] !== "app") return parts[0] ?? "";
  return (parts[1] ?? "").replace(/\..*$/, "");
}

const withoutExtension = (path: string) => path.replace(/\.(d\.ts|tsx?)$/, "");

/** Why this import is against the table; null when it is not. */
function violation(from: string, { target, dynamic }: Import): string | null {
  const room = roomOf(from);
  const says = `${from} imports ${target}`;
  if (!target.startsWith(".")) {
    return (packages[room]?.test(target) ?? true) ? null : `${says}: not a package of ${room}`;
  }
  const path = withoutExtension(posix.join(posix.dirname(from), target));
  const file = withoutExtension(from);
  if (!dynamic && dynamicOnly[file]?.test(path)) return `${says} statically`;
  if (exceptions[file]?.test(path)) return null;
  const allowed = mayImport[room];
  const to = roomOf(path);
  if (!allowed) return `${from}: ${room} is no room of the table`;
  return allowed === "any" || to === room || allowed.includes(to) ? null : `${says}: ${room} may not import ${to}`;
}

const literal = (text: string) => /^["'`]([^"'`$]+)["'`]$/.exec(text)?.[1];

function read(path: string): Source {
  const text = readFileSync(`${root}${path}`, "utf8");
  const { staticImports, staticExports, dynamicImports } = parseSync(path, text).module;
  const exported = staticExports.flatMap(({ entries }) => entries);
  const imports = [
    ...staticImports.map(({ moduleRequest }) => ({ target: moduleRequest.value, dynamic: false })),
    ...exported.flatMap(({ moduleRequest }) =>
      moduleRequest ? [{ target: moduleRequest.value, dynamic: false }] : [],
    ),
    ...dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const target = literal(text.slice(start, end));
      return target === undefined ? [] : [{ target, dynamic: true }];
    }),
  ];
  return { path, imports, hasDefaultExport: exported.some(({ exportName }) => exportName.kind === "Default") };
}

const filesIn = (folder: string) =>
  existsSync(`${root}${folder}`)
    ? readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath.slice(root.length)}/${entry.name}`.replaceAll("\\", "/"))
    : [];

const files = ["app", "mocks", "e2e"].flatMap(filesIn).filter((path) => !path.includes(".tsbuildinfo"));
const sources = files.filter((path) => /\.tsx?$/.test(path)).map(read);

describe("the import table", () => {
  it("is kept by every file", () => {
    expect(sources.map(({ path }) => path)).toContain("app/architecture.test.ts");
    const found = sources.flatMap(({ path, imports }) => imports.map((one) => violation(path, one)));
    expect(found.filter((text) => text !== null)).toEqual([]);
  });

  it.each([
    ["app/protocol/a.ts", "zod/mini", true],
    ["app/protocol/a.ts", "zod", false],
    ["app/protocol/a.ts", "node:fs", false],
    ["app/protocol/a.ts", "../ui/b", false],
    ["app/protocol/a.test.ts", "node:fs", true],
    ["app/tasks/a.tsx", "../queries/tasks", true],
    ["app/tasks/a.tsx", "../frames/b", false],
    ["app/tasks/a.tsx", "../proxy/sign", false],
    ["app/tasks/a.tsx", "../../mocks/farm/farm", false],
    ["app/tasks/a.tsx", "node:fs", false],
    ["app/tasks/a.test.tsx", "../../mocks/msw", true],
    ["app/ui/a.tsx", "../queries/tasks", false],
    ["app/routes.tsx", "./tasks/tasks-page", true],
    ["app/shell/a.tsx", "../routes", true],
    ["app/tasks/a.tsx", "../shell/b", false],
    ["app/proxy/http/request-listener.ts", "hono", true],
    ["app/proxy/config.ts", "../../mocks/upstream", false],
    ["app/server/demo-farm.ts", "../../mocks/upstream", true],
    ["app/proxy/config.ts", "../server/store/open-store", false],
    ["app/server/store/a.ts", "../../proxy/config", true],
    ["app/server/store/a.ts", "../../mirror/task-history", true],
    ["app/server/store/a.ts", "../../queries/tasks", false],
    ["app/tasks/a.tsx", "kysely", false],
    ["app/main.tsx", "../mocks/browser", false],
    ["mocks/upstream.ts", "../app/proxy/signing/sign", true],
    ["mocks/upstream.ts", "../app/proxy/config", false],
    ["mocks/farm/a.ts", "../upstream", false],
    ["mocks/farm/a.ts", "node:fs", false],
    ["app/elsewhere/a.ts", "./b", false],
    ["e2e/a.spec.ts", "../mocks/farm/farm", true],
  ])("judges %s -> %s: %s", (from, target, allowed) => {
    expect(violation(from, { target, dynamic: false }) === null).toBe(allowed);
  });

  it("lets main load the farm only as import()", () => {
    expect(violation("app/main.tsx", { target: "../mocks/browser", dynamic: true })).toBeNull();
    expect(violation("app/main.tsx", { target: "../mocks/upstream", dynamic: true })).not.toBeNull();
  });
});

const isLoadedByPath = (path: string) => path.endsWith(".config.ts") || path === "e2e/mutation/runner.ts";

describe("names", () => {
  it("are kebab-case, folders too", () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
    expect(files.filter((path) => !path.split("/").every((part) => kebab.test(part)))).toEqual([]);
  });

  it("have no utils, helpers or common among them", () => {
    const vague = /^(utils?|helpers?|common|misc|shared)\b/;
    expect(files.filter((path) => vague.test(basename(path)) || vague.test(basename(dirname(path))))).toEqual([]);
  });

  it("are exported by name; only what Vite and Vitest load by path has a default export", () => {
    const found = sources.filter(({ path, hasDefaultExport }) => hasDefaultExport && !isLoadedByPath(path));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it("of secrets never begin with VITE_, which would put them into the page", () => {
    const secret = /VITE_\w*(KEY|SECRET|TOKEN|PASSWORD|ACCESS)/i;
    const others = ["vite.config.ts", "vitest.config.ts", ".env.example"].filter((path) =>
      existsSync(`${root}${path}`),
    );
    expect([...files, ...others].filter((path) => secret.test(readFileSync(`${root}${path}`, "utf8")))).toEqual([]);
  });

  it("of top-level folders are the fixed ones", () => {
    const produced = new Set(["node_modules", "dist", "test-results", "playwright-report", "coverage"]);
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !produced.has(entry.name))
      .map(({ name }) => name);
    expect(folders.toSorted()).toEqual(["app", "docs", "e2e", "mocks", "public"]);
  });
});
