import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRowOverlay, type RowOverlayState, reduceRowOverlay } from "./row-overlay-state";

const menu: RowOverlayState = { id: 1, at: { x: 0, y: 0 } };
const other: RowOverlayState = { id: 1, at: { x: 9, y: 9 } };
const anyState = fc.constantFrom(null, menu, other);

describe("the overlay of a row", () => {
  it("is the one opened last", () => {
    fc.assert(
      fc.property(anyState, fc.constantFrom(menu, other), (open, overlay) => {
        expect(reduceRowOverlay(open, { kind: "open", overlay })).toBe(overlay);
      }),
    );
  });

  it("closes", () => {
    const overlay = createRowOverlay();
    overlay.dispatch({ kind: "open", overlay: menu });
    overlay.dispatch({ kind: "close" });
    expect(overlay.get()).toBeNull();
  });

  it("closes when its task vanishes, and is the same value while the list has it", () => {
    fc.assert(
      fc.property(anyState, fc.boolean(), (open, isListed) => {
        const next = reduceRowOverlay(open, { kind: "refresh", has: (id) => isListed && id === 1 });
        expect(next).toBe(isListed ? open : null);
      }),
    );
  });
});
