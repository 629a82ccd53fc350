import { describe, expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after";

const NOW = Date.parse("2026-11-29T10:00:00Z");

describe("parseRetryAfter", () => {
  it.each([
    ["0", 0],
    ["7", 7],
    [" 7 ", 7],
    ["99999999999999999999", 86_400],
    ["Sun, 29 Nov 2026 10:00:30 GMT", 30],
    ["Sun, 29 Nov 2026 09:00:00 GMT", 0],
    ["Sun, 29 Nov 2099 09:00:00 GMT", 86_400],
  ])("reads %j as %i s", (value, seconds) => expect(parseRetryAfter(value, NOW)).toBe(seconds));

  it.each([undefined, "", "soon", "-", "-5", "1.5", "7 s"])("is null for %j", (value) => {
    expect(parseRetryAfter(value, NOW)).toBeNull();
  });
});
