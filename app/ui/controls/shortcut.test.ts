import { describe, expect, it } from "vitest";
import { findShortcut, type Shortcut } from "./shortcut";

const shortcuts: readonly Shortcut<"rerender" | "delete" | "palette">[] = [
  { keys: "↑ ↓ Page Home End", labelKey: "move" },
  { keys: "r", labelKey: "rerender", command: "rerender" },
  { keys: "Del", key: "Delete", labelKey: "delete", command: "delete" },
  { keys: "Ctrl K", key: "k", ctrl: true, labelKey: "palette", command: "palette" },
];

const commandOf = (
  key: string,
  modifiers: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", true>> & { code?: string } = {},
) =>
  findShortcut(shortcuts, {
    key,
    code: "",
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...modifiers,
  })?.command;

describe("findShortcut", () => {
  it("finds a command by its key", () => {
    expect(commandOf("r")).toBe("rerender");
    expect(commandOf("Delete")).toBe("delete");
    expect(commandOf("Del")).toBeUndefined();
  });

  it("ignores a single key that is pressed with a modifier", () => {
    expect(commandOf("r", { ctrlKey: true })).toBeUndefined();
    expect(commandOf("r", { metaKey: true })).toBeUndefined();
    expect(commandOf("r", { altKey: true })).toBeUndefined();
  });

  it("finds a command with Ctrl or Cmd, Caps Lock on or off", () => {
    expect(commandOf("k", { ctrlKey: true })).toBe("palette");
    expect(commandOf("K", { metaKey: true })).toBe("palette");
    expect(commandOf("k")).toBeUndefined();
  });

  it("finds a command by the place of its key on a layout without Latin letters", () => {
    expect(commandOf("к", { code: "KeyR" })).toBe("rerender");
    expect(commandOf("л", { code: "KeyK", ctrlKey: true })).toBe("palette");
  });

  it("leaves Ctrl with Shift or Alt to the browser", () => {
    expect(commandOf("K", { ctrlKey: true, shiftKey: true })).toBeUndefined();
    expect(commandOf("k", { ctrlKey: true, altKey: true })).toBeUndefined();
  });

  it("skips rows without a command", () => {
    expect(commandOf("↑ ↓ Page Home End")).toBeUndefined();
  });
});
