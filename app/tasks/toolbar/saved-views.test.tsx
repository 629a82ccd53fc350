import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { defaultLayout } from "../../ui/tree-grid/column-layout";
import { taskColumns } from "../grid/task-columns";
import { defaultTaskSearch, readTaskSearch } from "../view/task-search";
import { copyView, deleteView, moveView, renameView, saveView, toggleDefault, togglePinned } from "./change-views";
import { viewPart } from "./current-view";
import { readSavedViews } from "./saved-views";

const columns = defaultLayout(taskColumns, []);
const save = (name: string, search: Record<string, string> = {}) => saveView({ name, search, columns });
const defaults = () => readSavedViews().flatMap((view) => (view.isDefault ? [view.name] : []));
const names = () => readSavedViews().map((view) => view.name);

beforeEach(() => {
  for (const name of names()) deleteView(name);
  for (const name of ["a", "b", "c"]) save(name);
});

describe("saved views", () => {
  it("are in the order of saving; one of the same name is replaced at its position and stays pinned", () => {
    togglePinned("b");
    save("b", { q: "lighting" });
    expect(names()).toEqual(["a", "b", "c"]);
    expect(readSavedViews()[1]).toMatchObject({ search: { q: "lighting" }, pinned: true, isDefault: false });
  });

  it("have at most one default", () => {
    toggleDefault("a");
    toggleDefault("c");
    expect(defaults()).toEqual(["c"]);
    toggleDefault("c");
    expect(defaults()).toEqual([]);
  });

  it("are copied from somebody else's under a free name", () => {
    const view = { name: "a", search: { status: "failed" }, columns: null };
    expect([copyView(view), copyView(view), copyView({ ...view, name: "d" })]).toEqual(["a (2)", "a (3)", "d"]);
    expect(readSavedViews()[3]).toMatchObject({ name: "a (2)", search: view.search, pinned: false });
  });

  it("reject an empty and a taken name", () => {
    expect(renameView("a", "  ")).toBe(false);
    expect(renameView("a", "b ")).toBe(false);
    expect(renameView("a", " first ")).toBe(true);
    expect(renameView("b", "b")).toBe(true);
    expect(names()).toEqual(["first", "b", "c"]);
  });

  it("move one place at a time and stop at the ends", () => {
    moveView("c", -1);
    expect(names()).toEqual(["a", "c", "b"]);
    moveView("a", -1);
    moveView("b", 1);
    moveView("missing", 1);
    expect(names()).toEqual(["a", "c", "b"]);
  });

  it("are complete after any moves", () => {
    const moves = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom<1 | -1>(1, -1)));
    fc.assert(
      fc.property(moves, (steps) => {
        for (const [name, step] of steps) moveView(name, step);
        expect(names().toSorted()).toEqual(["a", "b", "c"]);
      }),
    );
  });
});

it("of earlier versions are read on, with their states and fixed dates", () => {
  const old = { status: "failed,stuck", from: "2026-11-22", ended: "2026-11-21T20:00Z", sort: "-cost" };
  save("old", old);
  const search = readSavedViews().find(({ name }) => name === "old")?.search ?? {};
  expect(viewPart({ ...defaultTaskSearch, ...readTaskSearch(search) })).toEqual(old);
});
