import { describe, expect, it } from "vitest";
import { farmFilter, type SearchCriteria } from "./farm-search";

const nothing: SearchCriteria = { text: "", status: [], fromMs: null, toMs: null };

describe("what the farm is asked for", () => {
  it("is nothing when nothing is wanted, or nothing that it knows", () => {
    expect(farmFilter(nothing)).toBeNull();
    expect(farmFilter({ ...nothing, text: "  ", status: ["stuck"] })).toBeNull();
  });

  it("are states by their codes", () => {
    expect(farmFilter({ ...nothing, status: ["failed", "finishedWithFailed"] })).toEqual({ statusList: [45, 30] });
  });

  it("is no state when one of those wanted is the page's own: it would hide that one's tasks", () => {
    expect(farmFilter({ ...nothing, text: "dragon", status: ["failed", "stuck"] })).toEqual({
      searchKeyword: "dragon",
    });
  });

  it("is the longest of several words, which the farm would take for one text", () => {
    expect(farmFilter({ ...nothing, text: "s010 lighting  fx" })).toEqual({ searchKeyword: "lighting" });
  });

  it("are moments in the farm's words", () => {
    const fromMs = Date.UTC(2026, 10, 1);
    expect(farmFilter({ ...nothing, fromMs, toMs: fromMs + 86_399_000 })).toEqual({
      startTime: "2026-11-01 08:00:00",
      endTime: "2026-11-02 07:59:59",
    });
  });
});
