import { describe, expect, it } from "vitest";
import { IN_MEMORY, StoreConfigError, storeConfigOf } from "./store-config";

describe("storeConfigOf", () => {
  it.each([
    ["a file under data", {}, false, { engine: "sqlite", path: "./data/renderdeck.db" }],
    ["memory for the demo farm", {}, true, { engine: "sqlite", path: IN_MEMORY }],
    ["the named file", { RENDERDECK_DATA: " /srv/memory.db " }, true, { engine: "sqlite", path: "/srv/memory.db" }],
    [
      "the default for an empty variable",
      { RENDERDECK_DATA: "", DATABASE_URL: " " },
      false,
      { engine: "sqlite", path: "./data/renderdeck.db" },
    ],
    ["PostgreSQL", { DATABASE_URL: "postgresql://u:p@h/d" }, true, { engine: "postgres", url: "postgresql://u:p@h/d" }],
    ["for ever unless it says how long", { AUDIT_DAYS: " " }, true, { engine: "sqlite", path: IN_MEMORY }],
    [
      "with an age for the audit",
      { AUDIT_DAYS: "400" },
      true,
      { engine: "sqlite", path: IN_MEMORY, keepActionsMs: 400 * 86_400_000 },
    ],
  ])("is %s", (_what, env, isDemo, expected) => {
    expect(storeConfigOf(env, { isDemo })).toEqual(expected);
  });

  it.each([
    ["two places", { DATABASE_URL: "postgres://u:secret@h/d", RENDERDECK_DATA: "x" }],
    ["another database", { DATABASE_URL: "mysql://u:secret@h/d" }],
    ["an age of none", { AUDIT_DAYS: "0" }],
    ["an age that is no number", { AUDIT_DAYS: "1e3" }],
    ["an age of a thousand years", { AUDIT_DAYS: "365000" }],
    ["no URL", { DATABASE_URL: "postgres://u:secret@h:port/d" }],
  ])("refuses %s and shows no password", (_what, env) => {
    const read = () => storeConfigOf(env, { isDemo: false });
    expect(read).toThrow(StoreConfigError);
    expect(read).not.toThrow(/secret/);
  });
});
