import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serverOnlyPlugin } from "./server-only-plugin";

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "renderdeck-server-only-"));
  mkdirSync(join(root, "app", "proxy"), { recursive: true });
  writeFileSync(join(root, "app", "proxy", "secret.js"), "export const secret = 1;");
  mkdirSync(join(root, "app", "server"));
  writeFileSync(join(root, "app", "server", "store.js"), "export const store = 1;");
  writeFileSync(join(root, "app", "browser.js"), "export const browser = 1;");
});
afterAll(() => rmSync(root, { recursive: true }));

/** Builds a client whose only script is `script`. */
async function buildClient(script: string) {
  writeFileSync(join(root, "app", "main.js"), script);
  writeFileSync(join(root, "index.html"), '<script type="module" src="/app/main.js"></script>');
  const plugins = [serverOnlyPlugin()];
  return build({ root, configFile: false, logLevel: "silent", plugins, build: { write: false } });
}

describe("serverOnlyPlugin", () => {
  it("accepts a build of browser code", async () => {
    await expect(buildClient('import { browser } from "./browser.js"; console.log(browser);')).resolves.toBeDefined();
  });

  it.each([
    ["server code", 'import { secret } from "./proxy/secret.js"; console.log(secret);', "app/proxy/secret.js"],
    ["the server's store", 'import { store } from "./server/store.js"; console.log(store);', "app/server/store.js"],
    ["server code behind import()", 'import("./proxy/secret.js").then(console.log);', "app/proxy/secret.js"],
    ["a Node built-in", 'import { readFileSync } from "node:fs"; console.log(readFileSync);', "node:fs"],
    ["a Node built-in without node:", 'import fs from "fs"; console.log(fs);', "fs"],
  ])("fails a build with %s and names the module", async (_, script, moduleName) => {
    await expect(buildClient(script)).rejects.toThrow(
      new RegExp(`must not contain \\S*${moduleName} \\(imported by \\S*/app/main\\.js\\)`),
    );
  });
});
