import { describe, expect, it } from "vitest";
import { isCtrlLetter, latinKey } from "./latin-key";

const press = (key: string, code: string, modifiers: object = {}) => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...modifiers,
});

describe("latinKey", () => {
  it.each([
    ["Russian", "л"],
    ["Greek", "κ"],
    ["Hebrew", "ל"],
    ["Korean", "ㅏ"],
    ["a Korean input method", "Process"],
  ])("is the letter by its place on a %s layout", (_, key) => {
    expect(latinKey(press(key, "KeyK"))).toBe("k");
    expect(latinKey(press(key, "KeyK", { shiftKey: true }))).toBe("K");
  });

  it.each([
    ["a", "KeyQ"],
    ["é", "Digit2"],
    ["/", "KeyQ"],
    ["?", "Digit7"],
    ["Escape", "Escape"],
    ["ArrowDown", "ArrowDown"],
    [" ", "Space"],
    ["б", "Comma"],
  ])("is the key itself for %s on %s", (key, code) => {
    expect(latinKey(press(key, code))).toBe(key);
  });
});

it("isCtrlLetter leaves Ctrl+Shift and Ctrl+Alt to the browser", () => {
  expect(isCtrlLetter(press("л", "KeyK", { ctrlKey: true }), "k")).toBe(true);
  expect(isCtrlLetter(press("K", "KeyK", { metaKey: true }), "k")).toBe(true);
  expect(isCtrlLetter(press("K", "KeyK", { ctrlKey: true, shiftKey: true }), "k")).toBe(false);
  expect(isCtrlLetter(press("k", "KeyK", { ctrlKey: true, altKey: true }), "k")).toBe(false);
  expect(isCtrlLetter(press("k", "KeyK"), "k")).toBe(false);
});
