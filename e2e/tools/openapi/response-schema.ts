/** The `data` of an operation's response as JSON Schema. Responses are parsed tolerantly, so most members may have several types. */
import * as z from "zod/mini";
import {
  anything,
  bytes,
  count,
  countOrZero,
  epochMs,
  farmMoment,
  flag,
  flagCode,
  gigabytes,
  hours,
  integer,
  mixedDuration,
  money,
  percent,
  percentText,
  requiredId,
  requiredText,
  restriction,
  scalarNames,
  seconds,
  text,
  textOrEmpty,
} from "../../../app/protocol/wire/wire";
import { rowNames, rowSchemas } from "../protocol-docs";

type Schema = z.core.$ZodType;
export type JsonSchema = { readonly [member: string]: unknown };

const numberLike = ["number", "string", "null"];
const textLike = ["string", "number", "null"];
const flagLike = ["boolean", "number", "string", "null"];

/** The JSON types in which the farm writes each scalar. */
const scalarTypes = new Map<unknown, readonly string[]>([
  ...[integer, count, countOrZero, money, seconds, hours, mixedDuration, gigabytes, bytes, percent, epochMs].map(
    (schema) => [schema, numberLike] as const,
  ),
  ...[farmMoment, percentText, text, textOrEmpty].map((schema) => [schema, textLike] as const),
  ...[flag, flagCode, restriction].map((schema) => [schema, flagLike] as const),
  [requiredId, ["integer", "string"]],
  [requiredText, ["string", "number"]],
]);

const withNull = (schema: JsonSchema): JsonSchema =>
  "$ref" in schema || "anyOf" in schema
    ? { anyOf: [schema, { type: "null" }] }
    : { ...schema, ...(schema["type"] === undefined ? {} : { type: [schema["type"], "null"].flat() }) };

/** The rows of a list, by the place of the list. */
function rowsAt(place: string): JsonSchema {
  const row = rowSchemas.get(place);
  if (!row) return {};
  const name = rowNames.get(row);
  return name ? { $ref: `#/components/schemas/${name}` } : responseSchema(row, `${place}[]`);
}

/** The JSON Schema of a response schema. `place` is its path below the operation, by which rows of lists are found. */
export function responseSchema(schema: Schema, place: string): JsonSchema {
  if (rowSchemas.has(place)) return { type: ["array", "null"], items: rowsAt(place) };
  const types = scalarTypes.get(schema);
  if (types) return { type: types, description: scalarNames.get(schema) };
  if (schema === anything) return {};
  if (schema instanceof z.core.$ZodObject) {
    const members = Object.entries<Schema>(schema._zod.def.shape);
    return {
      type: "object",
      properties: Object.fromEntries(
        members.map(([name, member]) => [name, responseSchema(member, `${place}.${name}`)]),
      ),
    };
  }
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable)
    return withNull(responseSchema(schema._zod.def.innerType, place));
  if (schema instanceof z.core.$ZodArray) {
    const element: Schema = schema._zod.def.element;
    return { type: "array", items: responseSchema(element, `${place}[]`) };
  }
  if (schema instanceof z.core.$ZodPipe) return responseSchema(schema._zod.def.in, place);
  if (schema instanceof z.core.$ZodString) return { type: "string" };
  return {};
}
