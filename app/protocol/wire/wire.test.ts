import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { frameInfoSchema } from "../frames/frame";
import { taskInfoSchema } from "../tasks/task-info";
import { isMoment, MAX_MOMENT_MS } from "./moment";
import {
  anything,
  bytes,
  count,
  countOrZero,
  epochMs,
  farmMoment,
  flag,
  gigabytes,
  hours,
  integer,
  mixedDuration,
  money,
  percentText,
  requiredId,
  requiredText,
  restriction,
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

  it.each([8640000000000001, "9223372036854775807", 1535602601000000000, 1e300, -1, "-5"])(
    "parse the number %s, which is no date, as null",
    (value) => {
      expect([z.parse(epochMs, value), z.parse(farmMoment, value)]).toEqual([null, null]);
    },
  );

  it("parse every value of a moment as null or as a moment that a calendar shows", () => {
    const value = fc.oneof(fc.jsonValue(), fc.double(), fc.double().map(String), fc.bigInt().map(String));
    fc.assert(
      fc.property(value, (raw) => {
        for (const moment of [epochMs, farmMoment]) {
          const ms = z.parse(moment, raw);
          expect(ms === null || isMoment(ms)).toBe(true);
        }
      }),
    );
  });

  it.each([
    [count, [0, "12", 1e9], [-3, 1.5, 1e308, "1e300", null, undefined]],
    [countOrZero, [0, null, undefined], [-3, 1.5, 1e308, "x"]],
    [seconds, [0, 0.5, "86400"], [-1, 1e300]],
    [mixedDuration, [86_400_000], [-1, 1e300]],
    [bytes, [0, 2 ** 40], [-1, 1e300]],
    [money, [-2.958, 0, 1e9], [1e300, "-1e300"]],
  ])("parse a number outside the range of scalar %# as null", (schema, readable, unreadable) => {
    for (const value of readable) expect(z.parse(schema, value)).toBe(Number(value ?? 0));
    for (const value of unreadable) expect([value, z.parse(schema, value)]).toEqual([value, null]);
  });

  it.each([
    [true, [1, "1", true, "true"]],
    [false, [0, "0", false, "false"]],
    [null, [null, undefined, "", "yes", 2, "2", -1, {}, []]],
  ])("parse a flag as %j from numbers, texts and JSON values", (expected, values) => {
    for (const value of values) expect([value, z.parse(flag, value)]).toEqual([value, expected]);
  });

  it.each([
    [false, [undefined, null, "", "false", 0, "0", false]],
    [true, [1, "1", true, "true", 2, "x", {}]],
  ])("parse a restriction as %j", (expected, values) => {
    for (const value of values) expect([value, z.parse(restriction, value)]).toEqual([value, expected]);
  });

  it.each([
    ["2018-11-09 18:28:26", Date.UTC(2018, 10, 9, 10, 28, 26)],
    ["1541759306000", 1_541_759_306_000],
    [1_541_759_306_000, 1_541_759_306_000],
    ["on 2018-11-09 18:28:26", null],
    ["2018-11-09 18:28:26.5", null],
    ["2018-11-09", null],
    [["2018-11-09 18:28:26"], null],
  ])("parse the moment %j of the farm as %j", (value, ms) => {
    expect(z.parse(farmMoment, value)).toBe(ms);
  });

  it.each([
    ["45 %  ", 45],
    ["4%5", null],
    ["45%x", null],
  ])("parse the percentage %j as %j", (value, percentage) => {
    expect(z.parse(percentText, value)).toBe(percentage);
  });

  it("parse a number at a bound of its range, and a moment up to the last of the calendar", () => {
    expect([z.parse(seconds, 1e10), z.parse(seconds, 0), z.parse(money, -1e12)]).toEqual([1e10, 0, -1e12]);
    expect([0, MAX_MOMENT_MS, MAX_MOMENT_MS + 1, -1].map(isMoment)).toEqual([true, true, false, false]);
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

describe("schemas of rows", () => {
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
});
