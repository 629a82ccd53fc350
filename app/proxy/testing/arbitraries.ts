import * as fc from "fast-check";

/** Characters that mean something to JSON, to flattening or to the order of names, both sides of the surrogates among them. */
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
/** What JSON can hold, with such texts and names. */
export const anyJson = fc.jsonValue({ stringUnit: anyUnit, maxDepth: 3 });
