import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAppRouter } from "../../routes";
import { markKinds, sheetSizes } from "../pictures/sheet/sheet-search";
import {
  defaultFrameSearch,
  type FrameSearch,
  readFrameSearch,
  sortColumns,
  withoutCosts,
  writeFrameSearch,
} from "./frame-search";

const { parseSearch, stringifySearch } = createAppRouter().options;
const throughUrl = (search: FrameSearch): FrameSearch =>
  readFrameSearch(parseSearch?.(stringifySearch?.(writeFrameSearch(search)) ?? "") ?? {});

describe("readFrameSearch", () => {
  it.each([
    {},
    { layer: "x", color: "loud", sort: "a b", status: "", range: { a: 1 } },
    { layer: "-3", color: "", sort: "--", q: "x".repeat(301) },
    { status: "nonsense,Failed,__proto__", sort: "bogus" },
  ])("falls back where %j does not parse", (raw) => {
    expect(readFrameSearch(raw)).toEqual(defaultFrameSearch);
  });

  it("reads every parameter of a link", () => {
    expect(readFrameSearch({ layer: "42", status: "failed,timedOut", range: "1-10x2, 20-", sort: "-time" })).toEqual({
      ...defaultFrameSearch,
      layer: 42,
      status: ["failed", "timedOut"],
      range: "1-10x2, 20-",
      sort: "-time",
    });
  });

  it("is not on the URL where it is the default", () => {
    expect(writeFrameSearch(defaultFrameSearch)).toEqual({});
    expect(writeFrameSearch({ ...defaultFrameSearch, layer: 42, sort: "-time" })).toEqual({ layer: 42, sort: "-time" });
  });

  it("survives the way through the URL", () => {
    const text = fc.string({ maxLength: 20 });
    const list = fc.array(fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/), { maxLength: 4 });
    const search: fc.Arbitrary<FrameSearch> = fc.record({
      layer: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
      status: fc.subarray(["failed", "timedOut", "unknown", "waitsForPhotonJob"]),
      type: list,
      q: text,
      search: text,
      range: text,
      node: text,
      log: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
      line: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
      with: text,
      color: fc.constantFrom("status", "time", "cost"),
      sort: fc.constantFrom(...sortColumns, "-frame", "-cost"),
      sheet: fc.option(fc.constantFrom(...sheetSizes), { nil: undefined }),
      mark: fc.uniqueArray(fc.constantFrom(...markKinds)),
      picture: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
      pass: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
      play: text,
    });
    fc.assert(
      fc.property(search, (given) => {
        expect(throughUrl(given)).toEqual(given);
      }),
    );
  });
});

it("drops colour and order by cost where charges are hidden", () => {
  const search: FrameSearch = { ...defaultFrameSearch, range: "1-5", color: "cost", sort: "-cost" };
  expect(withoutCosts(search)).toEqual({ ...search, color: "status", sort: "frame" });
  const harmless: FrameSearch = { ...search, color: "time", sort: "-time" };
  expect(withoutCosts(harmless)).toBe(harmless);
});
