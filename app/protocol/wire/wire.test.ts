import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { frameInfoSchema } from "../frames/frame";
import { taskInfoSchema } from "../tasks/task";
import {
  anything,
  epochMs,
  flag,
  gigabytes,
  hours,
  integer,
  mixedDuration,
  money,
  pageSchema,
  requiredId,
  requiredText,
  rowSchema,
  rowsSchema,
  scalarNames,
  seconds,
  text,
  textOrEmpty,
} from "./wire";

describe("scalar schemas", () => {
  it("parse numbers and numbers as text, and nothing else", () => {
    expect([7, "7", " 7.5 ", "1e3"].map((value) => z.parse(integer, value))).toEqual([7, 7, 7.5, 1000]);
    expect(["", " ", "abc", null, undefined, true, [], {}, Number.NaN].map((value) => z.parse(integer, value))).toEqual(
      Array.from({ length: 9 }, () => null),
    );
  });

  it("parse the moments 0 and null as null", () => {
    expect([0, "0", null, undefined, 1535602601000].map((value) => z.parse(epochMs, value))).toEqual([
      null,
      null,
      null,
      null,
      1535602601000,
    ]);
  });

  it.each([
    [true, [1, "1", true, "true"]],
    [false, [0, "0", false, "false"]],
    [null, [null, undefined, "", "yes", 2, "2", -1, {}, []]],
  ])("parse a flag as %j from numbers, texts and JSON values", (expected, values) => {
    for (const value of values) expect([value, z.parse(flag, value)]).toEqual([value, expected]);
  });

  it("parse texts and numbers as text, and nothing else", () => {
    expect(["a", 5, null, {}].map((value) => z.parse(text, value))).toEqual(["a", "5", null, null]);
    expect(["a", 5, null, {}].map((value) => z.parse(textOrEmpty, value))).toEqual(["a", "5", "", ""]);
  });

  it("accept any value and a missing member", () => {
    const scalars = {
      integer,
      money,
      seconds,
      hours,
      mixedDuration,
      gigabytes,
      epochMs,
      flag,
      text,
      textOrEmpty,
      anything,
    };
    for (const scalar of Object.values(scalars)) {
      fc.assert(fc.property(fc.anything(), (value) => scalar.safeParse(value).success));
    }
    expect(z.object(scalars).parse({})).toEqual({
      ...Object.fromEntries(Object.keys(scalars).map((name) => [name, null])),
      textOrEmpty: "",
      anything: undefined,
    });
  });

  it("refuse a missing or invalid required id or text", () => {
    expect([null, undefined, "", 1.5, "x"].map((value) => requiredId.safeParse(value).success)).not.toContain(true);
    expect([null, undefined, "", {}].map((value) => requiredText.safeParse(value).success)).not.toContain(true);
  });

  it("have a name in the documentation", () => {
    for (const scalar of [integer, money, seconds, hours, mixedDuration, gigabytes, epochMs, flag, text, requiredId]) {
      expect(scalarNames.get(scalar)).toMatch(/^[a-z0]/);
    }
  });
});

describe("schemas of rows and pages", () => {
  const row = z.object({ id: requiredId });

  it("leave out a malformed row and count it", () => {
    expect(rowsSchema(row).parse([{ id: 1 }, { id: null }, "x", { id: "2" }])).toEqual({
      rows: [{ id: 1 }, { id: 2 }],
      malformed: 2,
    });
    expect(rowsSchema(row).parse(null)).toEqual({ rows: [], malformed: 0 });
    expect(rowsSchema(row).safeParse("not a list").success).toBe(false);
  });

  it.each([
    ["a frame", frameInfoSchema],
    ["a task", taskInfoSchema],
  ])("parse %s like zod, with the same failures", (_, wire) => {
    const odd = fc.oneof(fc.jsonValue(), fc.nat(), fc.nat().map(String));
    const members = fc.record(Object.fromEntries(Object.keys(wire.shape).map((name) => [name, odd])), {
      requiredKeys: [],
    });
    const ourSchema = rowSchema<typeof wire.shape, unknown>(wire, (parsed) => parsed);
    fc.assert(
      fc.property(fc.oneof(members, fc.jsonValue()), (value) => {
        const [ours, expected] = [ourSchema.safeParse(value), wire.safeParse(value)];
        expect(ours.data).toEqual(expected.data);
        expect(ours.error?.issues.map(({ path }) => path)).toEqual(expected.error?.issues.map(({ path }) => path));
      }),
    );
  });

  it("parse a page with numbers as text, and one without numbers", () => {
    const page = { pageCount: "9", pageNum: "1", total: "17", size: "2", items: [{ id: 1 }] };
    expect(pageSchema(row).parse(page)).toEqual({
      pageCount: 9,
      pageNum: 1,
      total: 17,
      size: 2,
      rows: [{ id: 1 }],
      malformed: 0,
    });
    expect(pageSchema(row).parse({ items: [{ id: 1 }] })).toMatchObject({
      pageCount: 1,
      pageNum: 1,
      total: 1,
      size: 1,
    });
    expect(pageSchema(row).safeParse(null).success).toBe(false);
  });
});
