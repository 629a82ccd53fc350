import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAccounts } from "./accounts";

const cn = { RENDERBUS_1_NAME: "cn", RENDERBUS_1_ACCESS_ID: "id-1", RENDERBUS_1_ACCESS_KEY: "SENTINEL-1" };
const fox = { RENDERBUS_2_NAME: "fox", RENDERBUS_2_ACCESS_ID: "id-2", RENDERBUS_2_ACCESS_KEY: "SENTINEL-2" };

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "renderdeck-key-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function keyFile(text: string): string {
  const file = join(folder, "access-key");
  writeFileSync(file, text);
  return file;
}

describe("readAccounts", () => {
  it("reads numbered accounts in the order of their numbers, each with its own farm", () => {
    const tenth = { RENDERBUS_10_NAME: "gpu", RENDERBUS_10_ACCESS_ID: "id-10", RENDERBUS_10_ACCESS_KEY: "k" };
    const { accounts, problems, upstream } = readAccounts({
      ...tenth,
      ...fox,
      ...cn,
      RENDERBUS_2_TITLE: "Fox Renderfarm",
      RENDERBUS_2_DOMAIN: "task.foxrenderfarm.com",
      RENDERBUS_2_DIALECT: "current",
      RENDERBUS_2_PLATFORM: "3",
    });
    expect(problems).toEqual([]);
    expect(upstream).toBeNull();
    expect(accounts).toMatchObject([
      {
        prefix: "RENDERBUS_1_",
        name: "cn",
        title: "cn",
        upstream: { domain: "task.renderbus.com", platform: "2", dialect: "2018" },
      },
      {
        name: "fox",
        title: "Fox Renderfarm",
        upstream: { domain: "task.foxrenderfarm.com", accessId: "id-2", platform: "3", dialect: "current" },
      },
      { name: "gpu", upstream: { accessId: "id-10" } },
    ]);
    expect(accounts.map(({ upstream: farm }) => farm.accessKey.reveal())).toEqual(["SENTINEL-1", "SENTINEL-2", "k"]);
  });

  it("reads the key of one account and of numbered ones from a file, without the line's end", () => {
    const file = keyFile("SENTINEL-of-the-file\n");
    const only = readAccounts({ RENDERBUS_ACCESS_ID: "id", RENDERBUS_ACCESS_KEY_FILE: file });
    expect(only.upstream?.accessKey.reveal()).toBe("SENTINEL-of-the-file");
    const { RENDERBUS_1_ACCESS_KEY: _, ...withoutKey } = cn;
    const { accounts } = readAccounts({ ...withoutKey, RENDERBUS_1_ACCESS_KEY_FILE: file });
    expect(accounts[0]?.upstream.accessKey.reveal()).toBe("SENTINEL-of-the-file");
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ ...cn, RENDERBUS_1_NAME: "" }, /^RENDERBUS_1_NAME must be at most 20 small letters/],
    [{ ...cn, RENDERBUS_1_NAME: "../cn" }, /^RENDERBUS_1_NAME must be at most 20 small letters/],
    [{ ...cn, RENDERBUS_1_NAME: "all" }, /^RENDERBUS_1_NAME must not be all/],
    [{ ...cn, RENDERBUS_1_TITLE: "x".repeat(41) }, /^RENDERBUS_1_TITLE must have at most 40 characters/],
    [{ RENDERBUS_1_ACCESS_ID: "id", RENDERBUS_1_ACCESS_KEY: "SENTINEL" }, /^RENDERBUS_1_NAME must be set/],
    [{ RENDERBUS_1_NAME: "cn" }, /^RENDERBUS_1_ACCESS_ID and RENDERBUS_1_ACCESS_KEY must be set/],
    [{ RENDERBUS_1_NAME: "cn", RENDERBUS_1_ACCESS_ID: "id" }, /^RENDERBUS_1_ACCESS_KEY is not set but/],
    [{ ...cn, RENDERBUS_1_DOMAIN: "https://x" }, /^RENDERBUS_1_DOMAIN must be a host name/],
    [{ ...cn, ...fox, RENDERBUS_2_NAME: "cn" }, /^RENDERBUS_2_NAME is the same as RENDERBUS_1_NAME/],
    [{ ...cn, ...fox, RENDERBUS_2_ACCESS_ID: "id-1" }, /^RENDERBUS_2_ACCESS_ID is the same as RENDERBUS_1_ACCESS_ID/],
    [{ ...cn, RENDERBUS_ACCESS_ID: "id" }, /^RENDERBUS_ACCESS_ID is set beside numbered accounts/],
    [{ ...cn, RENDERBUS_1_ACCESS_KEY_FILE: "/none" }, /^RENDERBUS_1_ACCESS_KEY_FILE and .* are both set/],
    [
      { RENDERBUS_ACCESS_ID: "id", RENDERBUS_ACCESS_KEY_FILE: "SENTINEL" },
      /^RENDERBUS_ACCESS_KEY_FILE must name a file that this server can read/,
    ],
  ])("refuses %o and names the remedy, but no key", (env, message) => {
    const { problems } = readAccounts(env);
    expect(problems.join("\n")).toMatch(message);
    expect(problems.join("\n")).not.toContain("SENTINEL");
  });
});
