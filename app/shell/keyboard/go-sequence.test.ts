import { describe, expect, it } from "vitest";
import { createGoSequence } from "./go-sequence";

/** Follows `g` with a key after `ms`. */
function follow(key: string, ms: number) {
  const sequence = createGoSequence();
  sequence.begin(5000);
  return sequence.follow(key, 5000 + ms);
}

describe("g and a letter", () => {
  it("lead to a page within a second of each other", () => {
    expect(follow("s", 900)).toEqual({ to: "/settings" });
    expect(follow("h", 100)).toEqual({ to: "/history" });
    expect(follow("s", 1100)).toBeNull();
    expect(createGoSequence().follow("s", 5)).toBeNull();
  });

  it("lead nowhere when no page has the letter, which then must run no other command", () => {
    expect(follow("x", 100)).toEqual({ to: undefined });
    expect(follow("toString", 100)).toBeNull();
  });

  it("end after one key, after a named key, and when cancelled", () => {
    const sequence = createGoSequence();
    sequence.begin(0);
    sequence.follow("m", 10);
    expect(sequence.follow("s", 20)).toBeNull();
    sequence.begin(30);
    expect(sequence.follow("Escape", 40)).toBeNull();
    expect(sequence.follow("s", 50)).toBeNull();
    sequence.begin(60);
    sequence.cancel();
    expect(sequence.follow("s", 70)).toBeNull();
  });

  it("allow a Shift between them", () => {
    const sequence = createGoSequence();
    sequence.begin(0);
    expect(sequence.follow("Shift", 10)).toBeNull();
    expect(sequence.follow("t", 20)).toEqual({ to: "/tasks" });
  });
});
