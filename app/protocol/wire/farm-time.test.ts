import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requests } from "../requests";
import { toFarmMoment } from "./farm-time";
import { farmMoment } from "./wire";

describe("toFarmMoment", () => {
  it("is at UTC+8 in every time zone of the browser", () => {
    expect(toFarmMoment(Date.UTC(2026, 10, 22, 16, 0, 5))).toBe("2026-11-23 00:00:05");
  });

  it("is valid in requests and is parsed back to the second", () => {
    const seconds = fc.integer({ min: 1, max: Date.UTC(2100, 0) / 1000 });
    fc.assert(
      fc.property(seconds, (value) => {
        const text = toFarmMoment(value * 1000 + 999);
        expect(requests.getTaskList.safeParse({ pageNum: 1, pageSize: 1, startTime: text }).success).toBe(true);
        expect(farmMoment.parse(text)).toBe(value * 1000);
      }),
    );
  });
});
