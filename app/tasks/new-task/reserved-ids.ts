/** Task ids that were reserved and not submitted yet. They cost a round trip to get and nothing lists them, so they are kept. */
import * as z from "zod/mini";
import { createStored } from "../../ui/storage/stored";

const schema = z.array(z.object({ id: z.int(), alias: z.string(), reservedMs: z.number() }));

export type ReservedId = z.infer<typeof schema>[number];

const stored = createStored("renderdeck.reserved.1", (raw): readonly ReservedId[] => {
  const read = schema.safeParse(raw);
  return read.success ? read.data : [];
});

export const useReservedIds = stored.use;

/** Adds ids just reserved. */
export const addReservedId = (ids: readonly ReservedId[]): void => stored.update((known) => [...known, ...ids]);

/** Takes an id off the list: submitted, or not wanted. */
export const removeReservedId = (id: number): void =>
  stored.update((known) => known.filter((entry) => entry.id !== id));
