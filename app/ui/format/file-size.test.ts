import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileSize } from "./file-size";

describe("fileSize", () => {
  it.each([
    [0, "0 byte"],
    [999, "999 byte"],
    [1000, "1 kB"],
    [1536, "1.54 kB"],
    [999_949, "1 MB"],
    [999_400, "999 kB"],
    [17_301_504, "17.3 MB"],
    [3_200_000_000_000, "3.2 TB"],
    [9_999_000_000_000_000, "10,000 TB"],
  ])("%d bytes read %s", (bytes, text) => {
    expect(fileSize("en", bytes)).toBe(text);
  });

  it("writes at most three digits below 1,000 TB", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_000_000_000_000 }), (bytes) => {
        expect(fileSize("en", bytes)).toMatch(/^\d{1,3}(\.\d{1,2})? (byte|[kMGT]B)$/);
        expect(fileSize("en", bytes).replace(/\D/g, "").replace(/^0+/, "").length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
