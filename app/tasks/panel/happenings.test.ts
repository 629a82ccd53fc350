import fc from "fast-check";
import { expect, it } from "vitest";
import { happeningsOf } from "./happenings";

const atMs = fc.nat(5);
const event = fc.record({ seq: fc.nat(), type: fc.constantFrom("stopped" as const, "restarted" as const), atMs });
const action = fc.record({
  id: fc.uuid(),
  operation: fc.constant("stopTask"),
  outcome: fc.constant("accepted"),
  code: fc.constant(200),
  by: fc.constant("Mei"),
  isUndo: fc.boolean(),
  atMs,
});

it("the life of a task has every event and write once, by time, a write before what it caused", () => {
  fc.assert(
    fc.property(fc.array(event), fc.array(action), (events, actions) => {
      const list = happeningsOf({ events, actions });
      expect(list.flatMap((one) => (one.kind === "event" ? [one.event] : []))).toHaveLength(events.length);
      expect(new Set(list.flatMap((one) => (one.kind === "action" ? [one.action] : [])))).toEqual(new Set(actions));
      const ranks = list.map((one) => one.atMs * 2 + (one.kind === "event" ? 1 : 0));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
  );
});
