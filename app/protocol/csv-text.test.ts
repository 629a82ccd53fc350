import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../test/read-csv";
import { csvCell, csvLine, csvText } from "./csv-text";

describe("a cell", () => {
  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    '=HYPERLINK("http://x","y")',
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\n＝1",
  ])("escapes the formula %j", (text) => {
    expect(readCsv(`${csvCell(text)}\r\n`)).toEqual([[`'${text}`]]);
  });

  it.each(["1-10", "3/4", "1.5.2026", "12:30", "007", "1e5", "1234567890123456"])(
    "escapes %j, which a spreadsheet would convert",
    (text) => {
      expect(readCsv(`${csvCell(text)}\r\n`)).toEqual([[`'${text}`]]);
    },
  );

  it("writes numbers as they are, negative ones too, and null as empty", () => {
    expect([csvCell(-3.5), csvCell(0), csvCell(null), csvCell("")]).toEqual(["-3.5", "0", "", ""]);
  });

  it("reads back as it was, whatever it contains", () => {
    const text = fc
      .string({ unit: "grapheme", maxLength: 40 })
      .filter((one) => csvCell(one) === one || csvCell(one).startsWith('"'));
    const hostile = fc.stringMatching(/^[a",\r\n衣 ]*$/).filter((one) => !/^[\r\n]/.test(one));
    fc.assert(
      fc.property(fc.array(fc.oneof(text, hostile), { minLength: 1, maxLength: 5 }), (cells) => {
        expect(readCsv(`${cells.map(csvCell).join(",")}\r\n`)).toEqual([cells]);
      }),
    );
  });
});

it("a file can be read by Excel, and has the cells of its lines", () => {
  const rows = [
    ["name", "done", "note"],
    ["衣帽间", 3, null],
  ] as const;
  const text = csvText(rows.map((cells) => csvLine(cells)));
  expect(text).toBe("\uFEFFname,done,note\r\n衣帽间,3,\r\n");
});
