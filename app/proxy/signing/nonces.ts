import { randomInt } from "node:crypto";

/** Nonces run from 100000 to 999998 (signature.md, "Header values"). */
const FIRST = 100_000;
const COUNT = 899_999;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/**
 * Nonces in a random order without repeats: of plain random ones, two of 1,200 are more likely than not equal, and
 * a farm that remembers them refuses the second as a replay.
 */
export function createNonceGenerator(): () => string {
  let at = randomInt(COUNT);
  let step = randomInt(1, COUNT);
  while (gcd(step, COUNT) !== 1) step = randomInt(1, COUNT);
  return () => {
    at = (at + step) % COUNT;
    return String(FIRST + at);
  };
}
