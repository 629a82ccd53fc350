/** Parses a JSON text. Returns undefined, which is not a JSON value, for an invalid text. */
export function safeJsonParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
