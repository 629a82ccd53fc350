import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultTaskSearch, hasFilters, readTaskSearch, type TaskSearch, writeTaskSearch } from "./task-search";

// Commas and percent signs included: a project may be called "Shot 1, night".
const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }),
  fc.constantFrom("Shot 1, night", "100%2C"),
);
const wordLists = fc.array(word, { maxLength: 4 });
const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const day = fc.option(
  fc
    .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  { nil: undefined },
);
const search: fc.Arbitrary<TaskSearch> = fc.record({
  q: fc.string({ maxLength: 300 }),
  group: fc.constantFrom(undefined, "needsYou" as const, "running" as const, "waiting" as const, "ended" as const),
  status: fc.subarray(["failed", "stuck", "unknown", "rendering", "finishedWithFailed"]),
  project: wordLists,
  software: wordLists,
  user: wordLists,
  outputs: wordLists,
  claim: wordLists,
  from: fc.oneof(day, fc.constantFrom("7d", "yesterday")),
  to: fc.oneof(day, fc.constant("yesterday")),
  ended: fc.oneof(
    fc.constantFrom(undefined, "last-night", "since-20:00", "today", "yesterday", "24h"),
    fc
      .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
      .map((date) => `${date.toISOString().slice(0, 16)}Z`),
  ),
  failed: fc.constantFrom(undefined, "since-20:00", "24h", "168h", "2026-11-23T01:30Z"),
  view: fc.option(fc.string({ minLength: 1, maxLength: 80 }), { nil: undefined }),
  sort: fc.constantFrom("-submitted", "submitted", "cost", "-cost", "scene"),
  columns: wordLists,
  open: fc.uniqueArray(id, { maxLength: 5 }),
  task: fc.option(id, { nil: undefined }),
  compare: fc.uniqueArray(id, { maxLength: 2 }),
});

describe("the search parameters", () => {
  it("are the same after writing and reading the URL", () => {
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

  it("never throw, and read the same after writing", () => {
    const raw = fc.dictionary(
      fc.constantFrom("q", "status", "open", "task", "sort", "from", "to", "project", "other"),
      fc.oneof(fc.string(), fc.integer(), fc.constant(undefined), fc.array(word)),
    );
    fc.assert(
      fc.property(raw, (given) => {
        const parsed = readTaskSearch(given);
        expect(readTaskSearch(writeTaskSearch(parsed))).toEqual(parsed);
      }),
    );
  });

  it("contain only days, moments and statuses that exist", () => {
    const two = fc.integer({ min: 0, max: 99 }).map((part) => String(part).padStart(2, "0"));
    const anyDay = fc.tuple(two, two).map(([month, date]) => `2026-${month}-${date}`);
    const raw = fc.record({
      from: anyDay,
      to: anyDay,
      ended: fc.tuple(anyDay, two, two).map(([date, hour, minute]) => `${date}T${hour}:${minute}Z`),
      status: fc.array(fc.oneof(word, fc.constantFrom("failed", "toString", "__proto__"))).map(String),
    });
    fc.assert(
      fc.property(raw, (given) => {
        const { from, to, ended, status } = readTaskSearch(given);
        for (const text of [from, to, ended?.slice(0, -1)].filter((one) => one !== undefined))
          expect(new Date(text.length > 10 ? `${text}Z` : text).toISOString()).toContain(text);
        for (const key of status) expect(key).toBe("failed");
      }),
    );
  });

  it.each([
    [{ ended: "2026-99-99T99:99Z" }, { ended: undefined }],
    [{ ended: "2026-02-30T10:00Z" }, { ended: undefined }],
    [
      { from: "2026-13-45", to: "2026-02-29" },
      { from: undefined, to: undefined },
    ],
    [{ from: "2024-02-29" }, { from: "2024-02-29" }],
    [{ status: "nonsense" }, { status: [] }],
    [{ status: "failed,nonsense,stuck" }, { status: ["failed", "stuck"] }],
    [{ task: "abc" }, { task: undefined }],
    [{ task: "-3" }, { task: undefined }],
    [{ task: "1.5" }, { task: undefined }],
    [{ open: "1,x,2,2,1e99" }, { open: [1, 2] }],
    [{ sort: "cost;drop" }, { sort: "-submitted" }],
    [{ sort: "--cost" }, { sort: "-submitted" }],
    [{ from: "tomorrow" }, { from: undefined }],
    [{ ended: "since-25:00" }, { ended: undefined }],
    [{ ended: "last-week" }, { ended: undefined }],
    [{ failed: "last-night" }, { failed: undefined }],
    [{ group: "mine" }, { group: undefined }],
    [{ view: "x".repeat(82) }, { view: undefined }],
    [
      { from: "7d", to: "7d" },
      { from: "7d", to: undefined },
    ],
    [{ from: "0d" }, { from: undefined }],
    [{ to: "2026-1-1" }, { to: undefined }],
    [{ status: ",,failed," }, { status: ["failed"] }],
    [{ q: "x".repeat(301) }, { q: "" }],
  ])("have the default where they do not parse: %j", (raw, expected) => {
    expect(readTaskSearch(raw)).toMatchObject(expected);
  });

  it("filter by everything but sort, expansion and the open task", () => {
    expect(hasFilters({ ...defaultTaskSearch, sort: "cost", open: [1], task: 2 })).toBe(false);
    for (const filter of [
      { q: "a" },
      { status: ["failed"] },
      { user: ["a"] },
      { claim: ["-"] },
      { from: "2026-01-01" },
      { to: "2026-01-01" },
      { ended: "last-night" },
      { group: "running" as const },
    ])
      expect(hasFilters({ ...defaultTaskSearch, ...filter })).toBe(true);
  });
});
