import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "./fold-text";

describe("foldText", () => {
  it.each([
    ["ガンダム", "ガンダム".normalize("NFD")],
    ["café", "cafe\u0301"],
    ["ｶﾞﾝﾀﾞﾑ", "ガンダム"],
    ["ＳＨＯＴ０１０", "shot010"],
    ["Straße", "STRASSE"],
    ["ΟΔΟΣ", "οδος"],
    ["İstanbul", "istanbul"],
    ["Ａ　Ｂ", "a b"],
  ])("gives %s and %s one form", (a, b) => {
    expect(foldText(a)).toBe(foldText(b));
  });

  it("does not depend on the form in which a text was typed, and keeps ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(foldText(text.normalize("NFD"))).toBe(foldText(text.normalize("NFC")));
      }),
    );
    fc.assert(fc.property(fc.string({ unit: "grapheme-ascii" }), (text) => foldText(text) === text.toLowerCase()));
  });
});
