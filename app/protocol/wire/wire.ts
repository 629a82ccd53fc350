/**
 * Schemas for values as the farm writes them: numbers as text, null for "not yet", missing members. A single value never
 * fails: one that cannot be parsed becomes null, so one odd member does not hide its row. The name of a scalar is its unit;
 * docs/protocol.md takes its unit column from scalarNames.
 */
import * as z from "zod/mini";
import { isMoment } from "./moment";

// zod's fast path compiles functions from text, which the page's content security policy forbids (and reports).
z.config({ jitless: true });

const toNumber = (value: unknown): number | null => {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
};

/** A whole number, also written as text; null for anything else. */
export const toInteger = (value: unknown): number | null => {
  const number = toNumber(value);
  return number !== null && Number.isInteger(number) ? number : null;
};

const toText = (value: unknown): string | null =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : null;

/** The parse function of each scalar schema, which rowSchema calls without zod. */
const scalarParsers = new Map<unknown, (value: unknown) => unknown>();

/** A bare transform, which also runs for a missing member: missing and null give the same value. */
function scalar<T>(parse: (value: unknown) => T) {
  const schema = z.transform(parse);
  scalarParsers.set(schema, parse);
  return schema;
}

/** A number from `min` to `max`; null for another one, which no display and no sum can hold. */
const within = (min: number, max: number) => (value: unknown) => {
  const number = toNumber(value);
  return number !== null && number >= min && number <= max ? number : null;
};

/** More frames, tasks or pages than any account has. */
const MAX_COUNT = 1_000_000_000;
const toCount = (value: unknown): number | null => {
  const count = toInteger(value);
  return count !== null && count >= 0 && count <= MAX_COUNT ? count : null;
};
/** 317 years in seconds, longer than the machine time of any account. */
const MAX_SECONDS = 1e10;
/** Amounts up to this size keep their thousandths in a sum. */
const MAX_MONEY = 1e12;

/** A whole number: id, code, level. */
export const integer = scalar(toNumber);
/** A count: a whole number from 0. Anything else is null. */
export const count = scalar(toCount);
/** A count that is 0 when it is missing; null when it cannot be read. */
export const countOrZero = scalar((value) => (value === null || value === undefined ? 0 : toCount(value)));
/** An amount of money in major units of the account's currency (endpoints-2018 section 5). Debts are negative. */
export const money = scalar(within(-MAX_MONEY, MAX_MONEY));
/** A duration in seconds. */
export const seconds = scalar(within(0, MAX_SECONDS));
/** A duration in hours. */
export const hours = scalar(within(0, MAX_SECONDS / 3600));
/** A duration whose unit changed: milliseconds in 2018, seconds or hours later (endpoints-2018 section 5). */
export const mixedDuration = scalar(within(0, MAX_SECONDS * 1000));
/** A size in gigabytes. */
export const gigabytes = scalar(within(0, 1e6));
/** A size in bytes. */
export const bytes = scalar(within(0, Number.MAX_SAFE_INTEGER));
/** A percentage, 0 to 100 for one whole; several cores give more. */
export const percent = scalar(within(0, 1e6));
/** The farm writes both 0 and null for "not yet". */
const toMoment = (value: unknown): number | null => {
  const ms = toNumber(value);
  return ms !== null && isMoment(ms) ? ms || null : null;
};
/** A percentage as text, with or without the sign; "-" and other text is null. */
export const percentText = scalar((value) => toNumber(typeof value === "string" ? value.replace(/%\s*$/, "") : value));
/** A moment in epoch ms; null for "not yet" and for a number that is no date. */
export const epochMs = scalar(toMoment);
/** A moment as `yyyy-MM-dd HH:mm:ss` at UTC+8, or as epoch ms. Gives epoch ms. */
export const farmMoment = scalar((value): number | null =>
  toMoment(
    typeof value === "string" && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)
      ? Date.parse(`${value.replace(" ", "T")}+08:00`)
      : value,
  ),
);
/** A JSON boolean, also as text; anything else is null. */
const toBoolean = (value: unknown): boolean | null => {
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : null;
};
/** A boolean as 0 / 1 or as JSON, each also as text; the current dialect mixes them. Anything else is null. */
export const flag = scalar((value): boolean | null => {
  const number = toNumber(value);
  return toBoolean(value) ?? (number === 1 ? true : number === 0 ? false : null);
});
/** A code that began as a flag and has more than two values since: false is 0 and true is 1. */
export const flagCode = scalar((value): number | null => {
  const boolean = toBoolean(value);
  return boolean === null ? toNumber(value) : Number(boolean);
});
/**
 * A switch that withholds something. Where it is missing the account has no such restriction; a value that is neither yes nor
 * no withholds.
 */
export const restriction = scalar((value): boolean => {
  if (value === undefined || value === null || value === "" || value === "false") return false;
  return toNumber(value) !== 0 && value !== false;
});
/** A text, or a number as its digits. */
export const text = scalar(toText);
/** Like `text`, with "" instead of null. */
export const textOrEmpty = scalar((value) => toText(value) ?? "");
/** Any value, unchanged. */
export const anything = scalar((value) => value);

/** The `data` of a write's response, which is ignored: the envelope's code is the result. */
export const ignoredResponseSchema = z.transform(() => null);

/** The type of each scalar in docs/protocol.md. */
export const scalarNames = new Map<unknown, string>([
  [integer, "integer"],
  [count, "count"],
  [countOrZero, "count"],
  [money, "money, major units"],
  [seconds, "duration, s"],
  [hours, "duration, h"],
  [mixedDuration, "duration, ms in 2018 (s or h later)"],
  [gigabytes, "size, GB"],
  [bytes, "size, bytes"],
  [percent, "share, per cent"],
  [percentText, "share, per cent, as text or `-`"],
  [epochMs, "moment, epoch ms"],
  [farmMoment, "moment, `yyyy-MM-dd HH:mm:ss` at UTC+8"],
  [flag, "flag: 0 / 1 or boolean"],
  [flagCode, "code, or boolean for 0 / 1"],
  [restriction, "boolean, 0 / 1; missing is 0"],
  [text, "text"],
  [textOrEmpty, "text"],
  [anything, "any"],
]);

/** The rows that match their schema, and the number of rows that do not. */
export type Rows<T> = { readonly rows: readonly T[]; readonly malformed: number };

/** An array parsed row by row: a row that does not match is left out and counted. null and undefined give no rows. */
export function rowsSchema<T>(row: z.ZodMiniType<T>) {
  return z.pipe(
    z.nullish(z.array(z.unknown())),
    z.transform((items: unknown[] | null | undefined): Rows<T> => {
      const rows: T[] = [];
      for (const item of items ?? []) {
        const parsed = row.safeParse(item);
        if (parsed.success) rows.push(parsed.data);
      }
      return { rows, malformed: (items?.length ?? 0) - rows.length };
    }),
  );
}

/** An integer id; a row without it is malformed. */
export const requiredId = z.pipe(z.transform(toNumber), z.int());
/** A non-empty text; a row without it is malformed. */
export const requiredText = z.pipe(text, z.string().check(z.minLength(1)));

scalarNames.set(requiredId, "integer");
scalarNames.set(requiredText, "text");

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/**
 * Parses rows of `members` and maps each with `build`: equivalent to `z.pipe(members, z.transform(build))` at a third of the
 * time. A page of frames has thousands of values, so scalars are parsed directly and only the other members by zod.
 */
export function rowSchema<Shape extends z.core.$ZodShape, T>(
  members: z.ZodMiniObject<Shape>,
  build: (row: z.infer<z.ZodMiniObject<Shape>>) => T,
) {
  const parsers = Object.entries(members.shape).map(([name, schema]) => ({
    name,
    schema,
    parse: scalarParsers.get(schema),
  }));
  /** Parses every member of `from` into `row`. Returns whether all of them match. */
  const fill = (row: Record<string, unknown>, from: unknown): row is z.infer<z.ZodMiniObject<Shape>> => {
    if (!isObject(from)) return false;
    let isMatching = true;
    for (const { name, schema, parse } of parsers) {
      if (parse) row[name] = parse(from[name]);
      else {
        const member = z.safeParse(schema, from[name]);
        row[name] = member.data;
        isMatching &&= member.success;
      }
    }
    return isMatching;
  };
  return z.transform((from: unknown, { issues }): T => {
    const row = {};
    if (fill(row, from)) return build(row);
    // zod parses the malformed row again to report the errors.
    for (const { path, message } of members.safeParse(from).error?.issues ?? [])
      issues.push({ code: "custom", path, message, input: from });
    return z.NEVER;
  });
}
