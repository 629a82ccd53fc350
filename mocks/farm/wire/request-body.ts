/** Readers of request bodies, as tolerant as the vendor's clients need: numbers may be text, unknown members are ignored. */
import type { RefusalCode } from "../../../app/protocol/wire/refusals";

/** A request that the farm does not carry out; the response is an envelope with this code. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(String(code));
    this.code = code;
  }
}

export const INVALID: RefusalCode = 600;
export const MISSING: RefusalCode = 601;
export const UNKNOWN: RefusalCode = 404;
export const NO_SUCH_TASK: RefusalCode = 937;

export type Body = ReadonlyMap<string, unknown>;

/** The members of the body; null, undefined and "" count as missing, and a missing body as `{}`. */
export function readBody(body: unknown): Body {
  if (body === undefined || body === null) return new Map();
  if (typeof body !== "object" || Array.isArray(body)) throw new Refusal(INVALID);
  return new Map(Object.entries(body).filter(([, value]) => value !== undefined && value !== null && value !== ""));
}

function requireMember(body: Body, name: string): unknown {
  const value = body.get(name);
  if (value === undefined) throw new Refusal(MISSING);
  return value;
}

/** A non-negative whole number, or its text; undefined for anything else. */
function asInteger(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function toInteger(value: unknown): number {
  const number = asInteger(value);
  if (number === undefined) throw new Refusal(INVALID);
  return number;
}

export function readInteger(body: Body, name: string, low = 0, high = Number.MAX_SAFE_INTEGER): number {
  const number = toInteger(requireMember(body, name));
  if (number < low || number > high) throw new Refusal(INVALID);
  return number;
}

export const readOptionalInteger = (body: Body, name: string, low?: number, high?: number): number | undefined =>
  body.has(name) ? readInteger(body, name, low, high) : undefined;

/** A 0 or 1. */
export const readFlag = (body: Body, name: string): number => readInteger(body, name, 0, 1);

function readIntegers(value: unknown): number[] {
  if (!Array.isArray(value)) throw new Refusal(INVALID);
  return value.map(toInteger);
}

/** The ids in the first of the members that is present; an empty list counts as missing. */
export function readIds(body: Body, ...names: readonly string[]): number[] {
  const name = names.find((candidate) => body.has(candidate));
  const list = name === undefined ? [] : readIntegers(body.get(name));
  if (list.length === 0) throw new Refusal(MISSING);
  return [...new Set(list)];
}

/** The ids in the first of the members with valid ids, as a list or a single id; never throws. */
export function readIdsIfValid(body: Body, ...names: readonly string[]): number[] {
  for (const name of names) {
    const value = body.get(name);
    const list = Array.isArray(value) ? value.map(asInteger) : [asInteger(value)];
    const valid = list.filter((id) => id !== undefined);
    if (valid.length > 0 && valid.length === list.length) return [...new Set(valid)];
  }
  return [];
}

/** A list of whole numbers; undefined if missing. */
export const readOptionalIntegers = (body: Body, name: string): number[] | undefined =>
  body.has(name) ? readIntegers(body.get(name)) : undefined;

/** The id in the first of the members that is present, alone or as the only item of a list. */
export function readId(body: Body, ...names: readonly string[]): number {
  const value = names.map((name) => body.get(name)).find((candidate) => candidate !== undefined);
  if (value === undefined) throw new Refusal(MISSING);
  if (!Array.isArray(value)) return toInteger(value);
  if (value.length === 0) throw new Refusal(MISSING);
  if (value.length > 1) throw new Refusal(INVALID);
  return toInteger(value[0]);
}

/** A text; a number becomes its digits. */
export function readText(body: Body, name: string): string {
  const value = requireMember(body, name);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") throw new Refusal(INVALID);
  return value;
}

/** A list of texts. */
export function readTexts(body: Body, name: string): string[] {
  const list = requireMember(body, name);
  if (!Array.isArray(list)) throw new Refusal(INVALID);
  return list.map((item) => readText(new Map([[name, item]]), name));
}

export const readOptionalText = (body: Body, name: string): string | undefined =>
  body.has(name) ? readText(body, name) : undefined;

/** The trimmed name of a label or environment: not blank, at most `maxLength` characters. */
export function readName(body: Body, name: string, maxLength: number): string {
  const value = readText(body, name).trim();
  if (value === "") throw new Refusal(MISSING);
  if (value.length > maxLength) throw new Refusal(INVALID);
  return value;
}

/** A time `yyyy-MM-dd HH:mm:ss` at UTC+8, as epoch ms. */
export function readOptionalTime(body: Body, name: string): number | undefined {
  const value = readOptionalText(body, name);
  if (value === undefined) return undefined;
  const ms = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)
    ? Date.parse(`${value.replace(" ", "T")}+08:00`)
    : Number.NaN;
  if (Number.isNaN(ms)) throw new Refusal(INVALID);
  return ms;
}
