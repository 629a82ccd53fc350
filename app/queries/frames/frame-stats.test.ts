import { describe, expect, it } from "vitest";
import { withAbandoned } from "./frame-stats";

describe("abandoned frames", () => {
  it("are what the farm's own example leaves: 577 - (1 + 308 + 2 + 153) = 113", () => {
    const listed = { executing: 1, done: 308, failed: 2, waiting: 153, total: 577 };
    expect(withAbandoned(listed)).toEqual({ ...listed, abandoned: 113 });
  });

  it("are unknown when a part is, and never fewer than none", () => {
    const listed = { executing: 1, done: 308, failed: 2, waiting: 153, total: 400 };
    expect(withAbandoned(listed).abandoned).toBe(0);
    expect(withAbandoned({ ...listed, failed: null }).abandoned).toBeNull();
  });
});
