import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRowOverlay, type RowOverlayState, reduceRowOverlay } from "./row-overlay-state";

const menu: RowOverlayState = { kind: "menu", id: 1, at: { x: 0, y: 0 } };
const report: RowOverlayState = { kind: "report", id: 1 };
const anyState = fc.constantFrom(null, menu, report);

describe("the overlay of a row", () => {
  it("is the one opened last", () => {
    fc.assert(
      fc.property(anyState, fc.constantFrom(menu, report), (open, overlay) => {
        expect(reduceRowOverlay(open, { kind: "open", overlay })).toBe(overlay);
      }),
    );
  });

  it("closes for its own kind only, so that a closing menu leaves the report it has opened", () => {
    const overlay = createRowOverlay();
    overlay.dispatch({ kind: "open", overlay: menu });
    overlay.dispatch({ kind: "open", overlay: report });
    overlay.dispatch({ kind: "close", closing: "menu" });
    expect(overlay.get()).toBe(report);
    overlay.dispatch({ kind: "close", closing: "report" });
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
