import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode } from "../../test/make-task";
import { applyHeldOrder, nextHeldOrder } from "./held-order";

const nodes = [1, 2, 3, 4].map((id) => makeNode({ id }));
const idsOf = (given: readonly { readonly task: { readonly id: number } }[]) => given.map(({ task }) => task.id);
const anyNodes = fc.shuffledSubarray(nodes);

describe("the held order", () => {
  it("is taken when the order freezes and stays the same value until it is free again", () => {
    fc.assert(
      fc.property(anyNodes, anyNodes, (before, after) => {
        const held = nextHeldOrder(null, { isFrozen: true, viewKey: "a", nodes: before });
        expect(held?.order).toEqual(idsOf(before));
        expect(nextHeldOrder(held, { isFrozen: true, viewKey: "a", nodes: after })).toBe(held);
        expect(nextHeldOrder(held, { isFrozen: false, viewKey: "a", nodes: after })).toBeNull();
      }),
    );
  });

  it("is taken anew when the user sorts or filters", () => {
    const held = nextHeldOrder(null, { isFrozen: true, viewKey: "a", nodes });
    const next = nextHeldOrder(held, { isFrozen: true, viewKey: "b", nodes: nodes.toReversed() });
    expect(next?.order).toEqual([4, 3, 2, 1]);
  });

  it("keeps every row in its place, drops vanished ones and counts those held back", () => {
    fc.assert(
      fc.property(anyNodes, anyNodes, (before, after) => {
        const held = nextHeldOrder(null, { isFrozen: true, viewKey: "a", nodes: before });
        const rows = applyHeldOrder(after, held);
        expect(idsOf(rows.nodes)).toEqual(idsOf(before).filter((id) => idsOf(after).includes(id)));
        expect(rows.nodes.length + rows.heldBack).toBe(after.length);
      }),
    );
  });

  it("gives the refreshed node of a row", () => {
    const refreshed = makeNode({ id: 2, statusCode: 5 });
    expect(applyHeldOrder([refreshed], { viewKey: "a", order: [2] }).nodes[0]).toBe(refreshed);
  });

  it("changes nothing while it is null", () => {
    expect(applyHeldOrder(nodes, null)).toEqual({ nodes, heldBack: 0 });
  });
});
