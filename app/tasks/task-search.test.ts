import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultTaskSearch, hasFilters, readTaskSearch, type TaskSearch, writeTaskSearch } from "./task-search";

// Commas and percent signs included: a project may be called "Shot 1, night".
const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }),
  fc.constantFrom("Shot 1, night", "100%2C"),
);
const words = fc.array(word, { maxLength: 4 });
const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const day = fc.option(
  fc
    .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  { nil: undefined },
);
const search: fc.Arbitrary<TaskSearch> = fc.record({
  q: fc.string({ maxLength: 300 }),
  status: words,
  project: words,
  software: words,
  user: words,
  from: day,
  to: day,
  ended: fc.option(fc.constant("2026-11-23T01:30Z"), { nil: undefined }),
  sort: fc.constantFrom("-submitted", "submitted", "cost", "-cost", "scene"),
  columns: words,
  open: fc.uniqueArray(id, { maxLength: 5 }),
  task: fc.option(id, { nil: undefined }),
});

describe("the search parameters", () => {
  it("read back as they were written, by way of the URL's text", () => {
    fc.assert(
      fc.property(search, (given) => {
        const text = new URLSearchParams(writeTaskSearch(given)).toString();
        expect(readTaskSearch(Object.fromEntries(new URLSearchParams(text)))).toEqual(given);
      }),
    );
  });

  it("leave the defaults out", () => {
    expect(writeTaskSearch(defaultTaskSearch)).toEqual({});
    expect(writeTaskSearch({ ...defaultTaskSearch, status: ["failed", "stuck"], sort: "-cost", open: [2, 1] })).toEqual(
      {
        status: "failed,stuck",
        sort: "-cost",
        open: "2,1",
      },
    );
  });

  it("never throw, whatever the URL says, and read as something that reads back the same", () => {
    const raw = fc.dictionary(
      fc.constantFrom("q", "status", "open", "task", "sort", "from", "to", "project", "other"),
      fc.oneof(fc.string(), fc.integer(), fc.constant(undefined), fc.array(word)),
    );
    fc.assert(
      fc.property(raw, (given) => {
        const read = readTaskSearch(given);
        expect(readTaskSearch(writeTaskSearch(read))).toEqual(read);
      }),
    );
  });

  it.each([
    [{ task: "abc" }, { task: undefined }],
    [{ task: "-3" }, { task: undefined }],
    [{ task: "1.5" }, { task: undefined }],
    [{ open: "1,x,2,2,1e99" }, { open: [1, 2] }],
    [{ sort: "cost;drop" }, { sort: "-submitted" }],
    [{ sort: "--cost" }, { sort: "-submitted" }],
    [{ from: "yesterday" }, { from: undefined }],
    [{ to: "2026-1-1" }, { to: undefined }],
    [{ status: ",,failed," }, { status: ["failed"] }],
    [{ q: "x".repeat(301) }, { q: "" }],
  ])("fall back where they do not parse: %j", (raw, expected) => {
    expect(readTaskSearch(raw)).toMatchObject(expected);
  });

  it("filter by everything but sort, expansion and the open task", () => {
    expect(hasFilters({ ...defaultTaskSearch, sort: "cost", open: [1], task: 2 })).toBe(false);
    for (const filter of [
      { q: "a" },
      { status: ["failed"] },
      { user: ["a"] },
      { from: "2026-01-01" },
      { to: "2026-01-01" },
    ])
      expect(hasFilters({ ...defaultTaskSearch, ...filter })).toBe(true);
  });
});
