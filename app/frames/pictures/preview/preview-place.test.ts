import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { previewPlace } from "./preview-place";

const preview = { width: 500, height: 360 };
const at = (left: number, top: number) => ({ left, right: left + 80, top, bottom: top + 44 });

describe("the place of the large preview", () => {
  test("is after the small picture, at the height of its row", () => {
    expect(previewPlace(at(50, 400), preview, { width: 1440, height: 900 })).toEqual({ left: 140, top: 242 });
  });

  test("is before the picture where the window has no room after it", () => {
    expect(previewPlace(at(1300, 400), preview, { width: 1440, height: 900 }).left).toBe(790);
  });

  test("is inside the window, and the status line stays in view, wherever the row is", () => {
    const inside = { width: 1440, height: 900 };
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 3000 }), (top) => {
        const place = previewPlace(at(50, top), preview, inside);
        expect(place.top).toBeGreaterThanOrEqual(8);
        expect(place.top + preview.height).toBeLessThanOrEqual(inside.height - 26);
      }),
    );
  });
});
