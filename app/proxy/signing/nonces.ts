import { randomInt } from "node:crypto";

/** Nonces run from 100000 to 999998 (signature.md, "Header values"). */
const FIRST = 100_000;
const COUNT = 899_999;

/** A random integer from `min` to `max - 1`. */
type RandomInt = (min: number, max: number) => number;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** A random number below COUNT, from 1, without a common divisor with COUNT, so that steps of this size visit every nonce. */
function randomStep(random: RandomInt): number {
  let step = random(1, COUNT);
  while (gcd(step, COUNT) !== 1) step = random(1, COUNT);
  return step;
}

/**
 * Returns nonces in a random order, each once before one repeats. Among 1,200 independent random nonces two are more likely
 * equal than not, and a farm that stores nonces refuses the second as a replay.
 */
export function createNonceGenerator(random: RandomInt = randomInt): () => string {
  let position = random(0, COUNT);
  const step = randomStep(random);
  return () => {
    position = (position + step) % COUNT;
    return String(FIRST + position);
  };
}
