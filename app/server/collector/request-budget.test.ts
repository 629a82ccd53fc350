import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createRequestBudget } from "./request-budget";

/** A clock that a delay moves on. */
function testClock() {
  let nowMs = 0;
  return {
    now: () => nowMs,
    delay: async (ms: number) => {
      nowMs += ms;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

it("sends a burst at once and then one request per interval", async () => {
  const clock = testClock();
  const budget = createRequestBudget(10, 3, clock);
  const sentMs: number[] = [];
  for (let count = 0; count < 6; count += 1) {
    await budget.takeTurn();
    sentMs.push(clock.now());
  }
  expect(sentMs).toEqual([0, 0, 0, 100, 200, 300]);
});

it("allows a burst again after a pause", async () => {
  const clock = testClock();
  const budget = createRequestBudget(10, 2, clock);
  for (let count = 0; count < 4; count += 1) await budget.takeTurn();
  clock.pass(10_000);
  const before = clock.now();
  await budget.takeTurn();
  await budget.takeTurn();
  expect(clock.now()).toBe(before);
});

it("never sends more than the burst and the rate allow, whatever the pauses", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(500), { maxLength: 60 }), async (pauses) => {
      const clock = testClock();
      const budget = createRequestBudget(10, 5, clock);
      const sentMs: number[] = [];
      for (const pauseMs of pauses) {
        clock.pass(pauseMs);
        await budget.takeTurn();
        sentMs.push(clock.now());
      }
      for (const [index, fromMs] of sentMs.entries()) {
        const inOneSecond = sentMs.slice(index).filter((ms) => ms < fromMs + 1000).length;
        expect(inOneSecond).toBeLessThanOrEqual(5 + 10);
      }
    }),
  );
});
