/** Deterministic random numbers: equal keys give equal numbers, on every machine and in any order of calls. */

const mixBits = (state: number, value: number): number => {
  const mixed = Math.imul(state ^ value, 0x2c1b3c6d);
  return Math.imul(mixed ^ (mixed >>> 15), 0x297a2d39) ^ (mixed >>> 13);
};

/** A number in [0, 1) that depends only on its three keys, e.g. seed, frame index and purpose. */
export function chance(seed: number, key: number, purpose: number): number {
  const state = mixBits(mixBits(mixBits(seed ^ 0x9e3779b9, key), purpose), 0x85ebca6b);
  return ((state ^ (state >>> 16)) >>> 0) / 4_294_967_296;
}

export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from low to high, both inclusive. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
};

/** A sequence of random numbers, for data that is built in one fixed order. */
export function createRandom(seed: number): Random {
  let count = 0;
  const next = () => {
    count += 1;
    return chance(seed, count, 0x51ed);
  };
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => itemAt(list, Math.floor(next() * list.length)),
  };
}

/** The item at `index` modulo the length of the list. Throws on an empty list. */
export function itemAt<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error("The list is empty");
  return item;
}
