import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientWall } from "./server-only-plugin";

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "renderdeck-wall-"));
  mkdirSync(join(root, "app", "proxy"), { recursive: true });
  writeFileSync(join(root, "app", "proxy", "secret.js"), "export const secret = 1;");
  writeFileSync(join(root, "app", "plain.js"), "export const plain = 1;");
});
afterAll(() => rmSync(root, { recursive: true }));

/** Builds a page of one script. */
async function buildPage(script: string) {
  writeFileSync(join(root, "app", "main.js"), script);
  writeFileSync(join(root, "index.html"), '<script type="module" src="/app/main.js"></script>');
  return build({ root, configFile: false, logLevel: "silent", plugins: [clientWall()], build: { write: false } });
}

describe("clientWall", () => {
  it("lets a page pass that stays on its side", async () => {
    await expect(buildPage('import { plain } from "../plain.js"; console.log(plain);')).resolves.toBeDefined();
  });

  it.each([
    ["server code", 'import { secret } from "../proxy/secret.js"; console.log(secret);', "app/proxy/secret.js"],
    ["server code behind import()", 'import("../proxy/secret.js").then(console.log);', "app/proxy/secret.js"],
    ["a Node built-in", 'import { readFileSync } from "node:fs"; console.log(readFileSync);', "node:fs"],
    ["a Node built-in by its bare name", 'import fs from "fs"; console.log(fs);', "fs"],
  ])("fails a build that reaches %s", async (_, script, named) => {
    await expect(buildPage(script)).rejects.toThrow(named);
  });
});
