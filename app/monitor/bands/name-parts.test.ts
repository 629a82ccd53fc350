import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameParts } from "./name-parts";

const marked = (name: string) =>
  nameParts(name)
    .map(({ text, isKept }) => (isKept ? `[${text}]` : text))
    .join("");

describe("the parts of a name", () => {
  it.each([
    ["tvc_s001_sh0030_lookdev_v003.c4d", "tvc_s001_[sh0030]_lookdev[_v003.c4d]"],
    ["dragon_ep02_shot_12_fx_v017.ma", "dragon_ep02_[shot_12]_fx[_v017.ma]"],
    ["sh0220_crowd_v001", "[sh0220]_crowd[_v001]"],
    ["主卧_日景_v005.max", "主卧_日景[_v005.max]"],
    ["广告_镜头12_灯光_版本3.max", "广告_[镜头12]_灯光[_版本3.max]"],
    ["毕业设计_最终版.max", "毕业[设计_最终版.max]"],
    ["fresh_paint.ma", "fres[h_paint.ma]"],
    ["v012.ma", "[v012.ma]"],
    ["a_long_start_sh0010_fx", "a_long_start[_sh0010_fx]"],
    ["", ""],
  ])("%s", (name, parts) => {
    expect(marked(name)).toBe(parts);
  });

  it("are the whole name in its order, of any text", () => {
    const words = fc.array(fc.constantFrom("_", "sh0010", "v003", "镜头7", ".max", "🐉", "é", "a", " ", "9"), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          words.map((all) => all.join("")),
          fc.string({ unit: "grapheme" }),
        ),
        (name) => {
          const parts = nameParts(name);
          expect(parts.map(({ text }) => text).join("")).toBe(name);
          expect(parts.every(({ at, text }) => name.startsWith(text, at))).toBe(true);
          // Two parts that may be cut never follow one another.
          expect(parts.every(({ isKept }, index) => isKept || (parts[index - 1]?.isKept ?? true))).toBe(true);
        },
      ),
    );
  });
});
