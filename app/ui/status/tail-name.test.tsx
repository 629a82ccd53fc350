import { expect, it } from "vitest";
import { visibleName } from "./tail-name";

it.each(["\u202e", "\u202d", "\u202a", "\u2066", "\u2067"])(
  "a name shows the mark %j, which would reorder it",
  (mark) => {
    expect(visibleName(`render_${mark}gpj.exe`)).toBe("render_�gpj.exe");
  },
);

it("a name of blanks is visible", () => {
  expect(visibleName("  ")).toBe("␣␣");
});

it("a name with a tab or a line break is one line, with one blank for them", () => {
  expect(visibleName("tab\there\r\nand a line.ma")).toBe("tab here and a line.ma");
});
