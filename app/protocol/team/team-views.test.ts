import { describe, expect, it } from "vitest";
import {
  deleteViewBody,
  pinBody,
  shareBody,
  sharedViewSchema,
  VIEW_NAME_LENGTH,
  viewContentSchema,
} from "./team-views";

const share = { view: "Late shots", version: null, search: { q: "dragon", group: "running" }, columns: ["name"] };
const isShared = (members: object) => shareBody.safeParse({ ...share, ...members }).success;

describe("a view that is shared", () => {
  it("has a name of one line, without blanks around it", () => {
    expect(shareBody.parse({ ...share, view: "  夜 shots " }).view).toBe("夜 shots");
    expect(isShared({ view: "x".repeat(VIEW_NAME_LENGTH) })).toBe(true);
    const names = ["", " ", "x".repeat(VIEW_NAME_LENGTH + 1), "two\nlines", "a\u2028b", "a\u2029b", "a\u0007b"];
    expect(names.map((view) => isShared({ view }))).toEqual(names.map(() => false));
  });

  it("has search parameters as on the URL, and the columns of a browser or none", () => {
    expect(shareBody.parse(share)).toEqual(share);
    expect(isShared({ search: {}, columns: null })).toBe(true);
    expect(isShared({ search: { q: "x".repeat(1000) } })).toBe(true);
    const searches = [{ "q-1": "x" }, { "": "x" }, { ["q".repeat(21)]: "x" }, { q: "x".repeat(1001) }, { q: 1 }, null];
    expect(searches.map((search) => isShared({ search }))).toEqual(searches.map(() => false));
    expect(viewContentSchema.parse({ search: { q: "a" }, columns: 1, more: 2 })).toEqual({
      search: { q: "a" },
      columns: 1,
    });
  });

  it("names the change that the page has seen; null: there was none", () => {
    expect([0, 12, null].map((version) => isShared({ version }))).toEqual([true, true, true]);
    expect([-1, 1.5, "1", undefined].map((version) => isShared({ version }))).toEqual([false, false, false, false]);
  });
});

it("a pin and a deletion name the view and the change that the page has seen", () => {
  const body = { view: "Late shots", version: 3 };
  expect(pinBody.parse({ ...body, isPinned: true })).toEqual({ ...body, isPinned: true });
  expect(deleteViewBody.parse(body)).toEqual(body);
  expect([pinBody.safeParse(body).success, deleteViewBody.safeParse({ view: "a" }).success]).toEqual([false, false]);
});

it("a shared view that the server names has every member", () => {
  const view = {
    name: "a",
    by: { id: "", name: "Lin" },
    atMs: 1,
    version: 2,
    isPinned: false,
    search: {},
    columns: [],
  };
  expect(sharedViewSchema.parse(view)).toEqual(view);
  const names = ["name", "by", "atMs", "version", "isPinned", "search"];
  expect(names.filter((name) => sharedViewSchema.safeParse({ ...view, [name]: undefined }).success)).toEqual([]);
});
