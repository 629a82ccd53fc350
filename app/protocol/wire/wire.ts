/**
 * Readers for values as the farm writes them: numbers that come as text, null for "not yet", members that may be missing.
 * Reading never throws for a single value: what cannot be understood becomes null, so that one odd member hides nothing.
 * A scalar says its unit by its name; docs/protocol.md takes the unit column from these names.
 */
import * as z from "zod/mini";

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

/** What reads a scalar, by its schema: rows go to it directly (`rowOf`). */
const readers = new Map<unknown, (value: unknown) => unknown>();

/** A bare transform: it takes any value or none, so that a missing member reads like one that is null. */
function scalar<T>(read: (value: unknown) => T) {
  const schema = z.transform(read);
  readers.set(schema, read);
  return schema;
}

const number = () => scalar(toNumber);

/** A whole number: id, count, code, level. */
export const integer = number();
/** An amount of money in major units of the account's currency (endpoints-2018 section 5). */
export const money = number();
/** A length of time in seconds. */
export const seconds = number();
/** A length of time in hours. */
export const hours = number();
/** A length of time whose unit changed with the years: milliseconds in 2018, seconds or hours later (section 5). */
export const mixedDuration = number();
/** A size in gigabytes. */
export const gigabytes = number();
/** A size in bytes. */
export const bytes = number();
/** A share in per cent. */
export const percent = number();
/** A moment in epoch milliseconds; the farm writes 0 as well as null for "not yet". */
export const epochMs = scalar((value) => toNumber(value) || null);
/** A moment written `yyyy-MM-dd HH:mm:ss` at UTC+8, as epoch ms; digits alone are epoch ms already. */
export const farmMoment = scalar((value): number | null => {
  const ms =
    typeof value === "string" && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)
      ? Date.parse(`${value.replace(" ", "T")}+08:00`)
      : toNumber(value);
  return ms || null;
});
/** A switch written as 0 / 1, as a number or as text. */
export const flag = scalar((value) => (value === null || value === undefined ? null : toNumber(value) === 1));
/** A text; numbers are accepted as their digits. */
export const text = scalar(toText);
/** Like `text`, but a missing one is "" instead of null. */
export const textOrEmpty = scalar((value) => toText(value) ?? "");
/** Whatever it is, as it came. */
export const anything = scalar((value) => value);

/** The `data` of a write's response: never read, since the envelope's code says everything. */
export const ignoredResponse = z.transform(() => null);

/** Every scalar with the words that docs/protocol.md shows for it. */
export const scalarNames = new Map<unknown, string>([
  [integer, "integer"],
  [money, "money, major units"],
  [seconds, "duration, s"],
  [hours, "duration, h"],
  [mixedDuration, "duration, ms in 2018 (s or h later)"],
  [gigabytes, "size, GB"],
  [bytes, "size, bytes"],
  [percent, "share, per cent"],
  [epochMs, "moment, epoch ms"],
  [farmMoment, "moment, `yyyy-MM-dd HH:mm:ss` at UTC+8"],
  [flag, "0 / 1"],
  [text, "text"],
  [textOrEmpty, "text"],
  [anything, "any"],
]);

/** Rows that could be read, and how many could not (each is left out, the others stay). */
export type Rows<T> = { readonly rows: readonly T[]; readonly malformed: number };

/** An array read row by row: a row that does not match is counted in `malformed` and left out. null reads as no rows. */
export function rowsOf<T>(row: z.ZodMiniType<T>) {
  return z.pipe(
    z.nullish(z.array(z.unknown())),
    z.transform((items: unknown[] | null | undefined): Rows<T> => {
      const rows: T[] = [];
      for (const item of items ?? []) {
        const read = row.safeParse(item);
        if (read.success) rows.push(read.data);
      }
      return { rows, malformed: (items?.length ?? 0) - rows.length };
    }),
  );
}

/** A member without which a row means nothing: an integer id. */
export const requiredId = z.pipe(z.transform(toNumber), z.int());
/** A member without which a row means nothing: a non-empty text. */
export const requiredText = z.pipe(text, z.string().check(z.minLength(1)));

scalarNames.set(requiredId, "integer");
scalarNames.set(requiredText, "text");

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/**
 * Rows of `wire` as `build` makes them: what `z.pipe(wire, z.transform(build))` gives, at a third of its cost. A page of
 * frames has thousands of values, so scalars are read by their own functions and only the other members by zod.
 */
export function rowOf<Shape extends z.core.$ZodShape, T>(
  wire: z.ZodMiniObject<Shape>,
  build: (row: z.infer<z.ZodMiniObject<Shape>>) => T,
) {
  const members = Object.entries(wire.shape).map(([name, schema]) => ({ name, schema, read: readers.get(schema) }));
  /** Reads every member of `from` into `row`; whether that made it a whole one. */
  const fill = (row: Record<string, unknown>, from: unknown): row is z.infer<z.ZodMiniObject<Shape>> => {
    if (!isObject(from)) return false;
    let whole = true;
    for (const { name, schema, read } of members) {
      if (read) row[name] = read(from[name]);
      else {
        const member = z.safeParse(schema, from[name]);
        row[name] = member.data;
        whole &&= member.success;
      }
    }
    return whole;
  };
  return z.transform((from: unknown, { issues }): T => {
    const row = {};
    if (fill(row, from)) return build(row);
    // What is wrong is zod's to say.
    for (const { path, message } of wire.safeParse(from).error?.issues ?? [])
      issues.push({ code: "custom", path, message, input: from });
    return z.NEVER;
  });
}

/** One page of a paged operation (endpoints-2018 section 1): `size` is the page size asked for, not the item count. */
export type Page<T> = Rows<T> & {
  readonly pageCount: number;
  readonly pageNum: number;
  readonly total: number;
  readonly size: number;
};

/** The page object `{pageCount, pageNum, total, size, items}` with its items read row by row. */
export function pageOf<T>(row: z.ZodMiniType<T>) {
  return z.pipe(
    z.object({ pageCount: integer, pageNum: integer, total: integer, size: integer, items: rowsOf(row) }),
    z.transform(
      ({ items, pageCount, pageNum, total, size }): Page<T> => ({
        ...items,
        pageCount: pageCount ?? 1,
        pageNum: pageNum ?? 1,
        total: total ?? items.rows.length,
        size: size ?? items.rows.length,
      }),
    ),
  );
}
