/** The value of a JSON text, or undefined when the text is not JSON (which has no `undefined` itself). */
export function safeJsonParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
