import fc from "fast-check";
import { expect, it } from "vitest";
import { joinList, readList } from "./url-list";

it("reads back any list of texts, also through the URL", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1 })), (parts) => {
      const params = new URLSearchParams({ project: joinList(parts) });
      expect(readList(params.get("project"))).toEqual(parts);
    }),
  );
});

it("writes plain texts unescaped", () => {
  expect(joinList(["failed", "stuck", 12])).toBe("failed,stuck,12");
  expect(joinList(["a,b", "50%", "%2C"])).toBe("a%2Cb,50%25,%252C");
});

it("never throws on any search parameter", () => {
  expect(readList(undefined)).toEqual([]);
  expect(readList(7)).toEqual(["7"]);
  expect(readList(",,a,")).toEqual(["a"]);
  expect(readList("100%")).toEqual(["100%"]);
  expect(readList(["a,b", ""])).toEqual(["a,b"]);
});
