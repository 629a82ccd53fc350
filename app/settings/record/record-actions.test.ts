import { describe, expect, it } from "vitest";
import { actionOf } from "./record-actions";

describe("the action of an entry of the record", () => {
  it.each([
    ["recommitTasks", "btn_restart", "rerender"],
    ["abandonTask", "btn_abandon", "abandon"],
    [null, "btn_restart", "rerender"],
    ["somethingNew", "btn_restart", "rerender"],
    ["somethingNew", "btn_new", null],
    ["constructor", "toString", null],
    [null, "", null],
  ] as const)("of %s, %s is %s", (operation, button, action) => {
    expect(actionOf({ operation, button })).toBe(action);
  });
});
