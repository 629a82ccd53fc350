/** fast-check arbitraries for texts and JSON that are hard to sign. */
import * as fc from "fast-check";

/** Characters with a meaning for JSON, flattening or sort order, among them both neighbours of the surrogates. */
const units = [
  "a",
  "b",
  "0",
  "1",
  "_",
  ".",
  "&",
  "=",
  '"',
  "\\",
  "\n",
  "\u0000",
  "é",
  "镜",
  "\ud7ff",
  "\ue000",
  "\ufffd",
  "\u{10000}",
  "😀",
  "__proto__",
];

export const anyUnit = fc.constantFrom(...units);
export const anyText = fc.string({ unit: anyUnit, maxLength: 8 });
/** JSON values with such texts and member names. */
export const anyJson = fc.jsonValue({ stringUnit: anyUnit, maxDepth: 3 });
