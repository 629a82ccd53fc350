/** Reads request bodies as leniently as the vendor's clients need: numbers as text, unknown members ignored. */
import type { FarmCode } from "../../../app/protocol/wire/envelope";

/** A request the farm does not carry out; `answer` turns it into the envelope with this code. */
export class Refusal extends Error {
  readonly code: FarmCode;

  constructor(code: FarmCode) {
    super(String(code));
    this.code = code;
  }
}

export const INVALID: FarmCode = 600;
export const MISSING: FarmCode = 601;
export const UNKNOWN: FarmCode = 404;

export type Body = ReadonlyMap<string, unknown>;

/** The body's own members; those that are null, undefined or "" count as missing. Nothing at all reads as `{}`. */
export function readBody(body: unknown): Body {
  if (body === undefined || body === null) return new Map();
  if (typeof body !== "object" || Array.isArray(body)) throw new Refusal(INVALID);
  return new Map(Object.entries(body).filter(([, value]) => value !== undefined && value !== null && value !== ""));
}

function required(body: Body, name: string): unknown {
  const value = body.get(name);
  if (value === undefined) throw new Refusal(MISSING);
  return value;
}

/** A non-negative whole number, also as text; undefined for anything else. */
function asInteger(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function toInteger(value: unknown): number {
  const number = asInteger(value);
  if (number === undefined) throw new Refusal(INVALID);
  return number;
}

export function integer(body: Body, name: string, low = 0, high = Number.MAX_SAFE_INTEGER): number {
  const number = toInteger(required(body, name));
  if (number < low || number > high) throw new Refusal(INVALID);
  return number;
}

export const optionalInteger = (body: Body, name: string, low?: number, high?: number): number | undefined =>
  body.has(name) ? integer(body, name, low, high) : undefined;

/** A switch: 0 or 1. */
export const flag = (body: Body, name: string): number => integer(body, name, 0, 1);

function listOf(value: unknown): number[] {
  if (!Array.isArray(value)) throw new Refusal(INVALID);
  return value.map(toInteger);
}

/** The ids under the first of the names that is present; an empty list counts as missing. */
export function ids(body: Body, ...names: readonly string[]): number[] {
  const name = names.find((candidate) => body.has(candidate));
  const list = name === undefined ? [] : listOf(body.get(name));
  if (list.length === 0) throw new Refusal(MISSING);
  return [...new Set(list)];
}

/** The ids under the first of the names that holds any, bare or as a list; what cannot be read counts as missing. */
export function idsIfAny(body: Body, ...names: readonly string[]): number[] {
  for (const name of names) {
    const value = body.get(name);
    const list = Array.isArray(value) ? value.map(asInteger) : [asInteger(value)];
    const found = list.filter((id) => id !== undefined);
    if (found.length > 0 && found.length === list.length) return [...new Set(found)];
  }
  return [];
}

/** A list of whole numbers; missing reads as undefined. */
export const optionalIntegers = (body: Body, name: string): number[] | undefined =>
  body.has(name) ? listOf(body.get(name)) : undefined;

/** One id under the first of the names that is present, bare or as the only item of a list. */
export function oneId(body: Body, ...names: readonly string[]): number {
  const value = names.map((name) => body.get(name)).find((candidate) => candidate !== undefined);
  if (value === undefined) throw new Refusal(MISSING);
  if (!Array.isArray(value)) return toInteger(value);
  if (value.length === 0) throw new Refusal(MISSING);
  if (value.length > 1) throw new Refusal(INVALID);
  return toInteger(value[0]);
}

/** A text; numbers are accepted as their digits. */
export function text(body: Body, name: string): string {
  const value = required(body, name);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") throw new Refusal(INVALID);
  return value;
}

/** A list of texts. */
export function texts(body: Body, name: string): string[] {
  const list = required(body, name);
  if (!Array.isArray(list)) throw new Refusal(INVALID);
  return list.map((item) => text(new Map([[name, item]]), name));
}

export const optionalText = (body: Body, name: string): string | undefined =>
  body.has(name) ? text(body, name) : undefined;

/** The name of a label or environment: not blank, not longer than the limit. */
export function entityName(body: Body, name: string, limit: number): string {
  const value = text(body, name).trim();
  if (value === "") throw new Refusal(MISSING);
  if (value.length > limit) throw new Refusal(INVALID);
  return value;
}

/** A moment written `yyyy-MM-dd HH:mm:ss` at UTC+8, as epoch ms. */
export function optionalMoment(body: Body, name: string): number | undefined {
  const written = optionalText(body, name);
  if (written === undefined) return undefined;
  const ms = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(written)
    ? Date.parse(`${written.replace(" ", "T")}+08:00`)
    : Number.NaN;
  if (Number.isNaN(ms)) throw new Refusal(INVALID);
  return ms;
}
