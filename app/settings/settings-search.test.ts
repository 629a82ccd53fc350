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

  it("hold page and days of the record", () => {
    const search = { section: "record", page: "2", from: "2026-11-01", to: "2026-11-23" };
    expect(readSettingsSearch(search)).toEqual({ ...search, page: 2 });
  });

  it.each([
    { page: 0 },
    { page: "1.5" },
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
