import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultTaskSearch, readTaskSearch } from "../view/task-search";
import { builtInOf, builtInSearch, builtInViews, currentView, isEdited, urlOfBuiltIn, viewPart } from "./current-view";
import type { SavedView } from "./saved-views";

const saved = (name: string, search: Record<string, string>): SavedView => ({
  name,
  search,
  columns: null,
  pinned: false,
  isDefault: false,
});
const night = saved("Night", { q: "dragon", ended: "last-night", sort: "-cost" });
const searchOf = (raw: Record<string, string>) => ({ ...defaultTaskSearch, ...readTaskSearch(raw) });

describe("the view of a list", () => {
  it("is the saved one of that name, edited when a filter or the order differs", () => {
    const at = (raw: Record<string, string>) =>
      currentView(searchOf({ ...night.search, view: "Night", ...raw }), [night], null);
    expect(at({})).toEqual({ saved: night, builtIn: null, isEdited: false });
    expect(at({ open: "1,2", task: "3", columns: "scene" })?.isEdited).toBe(false);
    for (const change of [{ q: "robot" }, { sort: "cost" }, { ended: "yesterday" }, { group: "ended" }])
      expect(at(change)?.isEdited).toBe(true);
  });

  it("is none without its name, and only a name in another browser", () => {
    expect(currentView(searchOf(night.search), [night], null)).toBeNull();
    expect(currentView(searchOf({ q: "a", view: "Night" }), [], null)).toEqual({
      saved: null,
      builtIn: null,
      isEdited: false,
    });
  });

  it("is unedited after any view is saved and opened", () => {
    const raw = fc.record(
      {
        q: fc.string({ maxLength: 20 }),
        status: fc.constantFrom("failed", "failed,stuck", "nonsense"),
        group: fc.constantFrom("needsYou", "ended"),
        from: fc.constantFrom("7d", "yesterday", "2026-11-22"),
        ended: fc.constantFrom("last-night", "since-20:00", "2026-11-23T01:30Z"),
        project: fc.string({ maxLength: 9 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(raw, (given) => {
        const search = searchOf({ ...given });
        expect(isEdited(searchOf(viewPart(search)), viewPart(search))).toBe(false);
      }),
    );
  });

  it("may be a built-in one, of which each has a valid search of its own", () => {
    for (const name of builtInViews) {
      const search = builtInSearch(name, "chen_bo") ?? {};
      expect(builtInOf(urlOfBuiltIn(name))).toBe(name);
      const { columns: _columns, ...filters } = search;
      expect(viewPart(searchOf(search))).toEqual(filters);
      expect(currentView(searchOf({ ...search, view: urlOfBuiltIn(name) }), [], "chen_bo")).toEqual({
        saved: null,
        builtIn: name,
        isEdited: false,
      });
    }
    expect(builtInSearch("myRunning", null)).toBeNull();
  });
});
