import { describe, expect, it } from "vitest";
import { createNonceGenerator } from "./nonces";

/** Returns the given numbers in turn and records the requested ranges. */
function fixedRandom(...numbers: number[]) {
  const ranges: [number, number][] = [];
  const random = (min: number, max: number) => {
    ranges.push([min, max]);
    return numbers[ranges.length - 1] ?? 1;
  };
  return { random, ranges };
}

describe("createNonceGenerator", () => {
  it("starts at a random position and adds a random step", () => {
    const { random, ranges } = fixedRandom(5, 1000);
    const next = createNonceGenerator(random);
    expect([next(), next()]).toEqual(["101005", "102005"]);
    expect(ranges).toEqual([
      [0, 899_999],
      [1, 899_999],
    ]);
  });

  it("stays between 100000 and 999998", () => {
    const next = createNonceGenerator(fixedRandom(899_997, 1).random);
    expect([next(), next()]).toEqual(["999998", "100000"]);
  });

  it("draws another step if a step has a common divisor with the number of nonces", () => {
    // 899,999 is 397 × 2267.
    const next = createNonceGenerator(fixedRandom(0, 794, 2267, 3).random);
    expect(next()).toBe("100003");
  });

  it("returns every nonce once before one repeats", () => {
    const next = createNonceGenerator();
    const first = next();
    const all = new Set([first]);
    while (all.size < 899_999) {
      const nonce = next();
      if (all.has(nonce)) break;
      all.add(nonce);
    }
    expect(all.size).toBe(899_999);
    expect(next()).toBe(first);
  });
});
