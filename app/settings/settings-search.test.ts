import { describe, expect, it } from "vitest";
import { readSettingsSearch } from "./settings-search";

describe("the search parameters of Settings", () => {
  it("hold section, error code and language", () => {
    expect(readSettingsSearch({ section: "errors", code: "15000", language: "en" })).toEqual({
      section: "errors",
      code: "15000",
      language: "en",
    });
  });

  it("accept a code that is a number", () => {
    expect(readSettingsSearch({ section: "errors", code: 15000 })).toEqual({ section: "errors", code: "15000" });
  });

  it("hold the filters of the record; a task id or a person may be a number", () => {
    const search = { section: "record", from: "2026-11-01", to: "2026-11-23", operation: "stopTask", origin: "farm" };
    expect(readSettingsSearch({ ...search, target: 19088, person: 7 })).toEqual({
      ...search,
      target: "19088",
      person: "7",
    });
  });

  it.each([
    { person: "x".repeat(201) },
    { from: "yesterday" },
    { to: "2026-1-1" },
    { section: "nowhere" },
    { code: "15000; drop" },
    { code: "" },
    { code: {} },
    { language: "fr" },
  ])("drop invalid values: %j", (raw) => {
    expect(Object.values(readSettingsSearch(raw)).filter((value) => value !== undefined)).toEqual([]);
  });
});
