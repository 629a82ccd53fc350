import { describe, expect, it } from "vitest";
import { createGoSequence } from "./go-sequence";

/** What becomes of a key pressed so many ms after `g`. */
function follow(key: string, ms: number) {
  const sequence = createGoSequence();
  sequence.begin(5000);
  return sequence.follow(key, 5000 + ms);
}

describe("g and a letter", () => {
  it("lead to a page, soon or not at all", () => {
    expect(follow("s", 900)).toEqual({ to: "/settings" });
    expect(follow("s", 1100)).toBeNull();
    expect(createGoSequence().follow("s", 5)).toBeNull();
  });

  it("lead nowhere where no page has the letter: it must not mean something else then", () => {
    expect(follow("x", 100)).toEqual({ to: undefined });
    expect(follow("toString", 100)).toBeNull();
  });

  it("are over after one key, after a named one, and when forgotten", () => {
    const sequence = createGoSequence();
    sequence.begin(0);
    sequence.follow("m", 10);
    expect(sequence.follow("s", 20)).toBeNull();
    sequence.begin(30);
    expect(sequence.follow("Escape", 40)).toBeNull();
    expect(sequence.follow("s", 50)).toBeNull();
    sequence.begin(60);
    sequence.forget();
    expect(sequence.follow("s", 70)).toBeNull();
  });

  it("may have a Shift between them", () => {
    const sequence = createGoSequence();
    sequence.begin(0);
    expect(sequence.follow("Shift", 10)).toBeNull();
    expect(sequence.follow("t", 20)).toEqual({ to: "/tasks" });
  });
});
