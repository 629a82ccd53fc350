/** Task ids that were reserved and not submitted yet. They cost a round trip to get and nothing lists them, so they are kept. */
import * as z from "zod/mini";

const KEY = "renderdeck.reserved.1";
const schema = z.array(z.object({ id: z.int(), alias: z.string(), reservedMs: z.number() }));

export type ReservedId = z.infer<typeof schema>[number];

export function readReserved(): ReservedId[] {
  try {
    const read = schema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}

export function writeReserved(ids: readonly ReservedId[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Forbidden or full storage: they stay on the screen until the page is left.
  }
}
