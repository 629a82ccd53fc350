import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFormerAssets } from "../../e2e/tools/former-assets";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "renderdeck-assets-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Builds as Vite does: the folder is emptied before the new files are written. */
function build(files: Readonly<Record<string, string>>): string[] {
  const addFormerAssets = readFormerAssets(folder);
  rmSync(folder, { recursive: true });
  mkdirSync(join(folder, "assets"), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, "assets", name), content);
  addFormerAssets();
  return readdirSync(join(folder, "assets")).toSorted();
}

describe("former assets", () => {
  it("stay for three further builds", () => {
    expect(build({ "help-1.js": "1", "shared.js": "shared" })).toEqual(["help-1.js", "shared.js"]);
    expect(build({ "help-2.js": "2", "shared.js": "shared" })).toEqual(["help-1.js", "help-2.js", "shared.js"]);
    build({ "help-3.js": "3" });
    expect(build({ "help-4.js": "4" })).toEqual(["help-1.js", "help-2.js", "help-3.js", "help-4.js", "shared.js"]);
    expect(build({ "help-5.js": "5" })).not.toContain("help-1.js");
    expect(readFileSync(join(folder, "assets", "help-2.js"), "utf8")).toBe("2");
  });

  it("stay when the same source is built again and again", () => {
    build({ "help-1.js": "1" });
    for (let count = 0; count < 6; count += 1) build({ "help-2.js": "2" });
    expect(build({ "help-3.js": "3" })).toContain("help-1.js");
  });

  it("never replace a file of the new build", () => {
    build({ "same.js": "old" });
    build({ "same.js": "new" });
    expect(readFileSync(join(folder, "assets", "same.js"), "utf8")).toBe("new");
  });
});
