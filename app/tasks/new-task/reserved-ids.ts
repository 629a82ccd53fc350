/** Task ids that are reserved and not submitted yet. The farm does not list them, so the browser stores them. */
import * as z from "zod/mini";
import { createStored } from "../../ui/storage/stored";

const schema = z.array(z.object({ id: z.int(), alias: z.string(), reservedMs: z.number() }));

export type ReservedId = z.infer<typeof schema>[number];

const stored = createStored("renderdeck.reserved.1", (raw): readonly ReservedId[] => {
  const parsed = schema.safeParse(raw);
  return parsed.success ? parsed.data : [];
});

export const useReservedIds = stored.use;

export const addReservedId = (ids: readonly ReservedId[]): void => stored.update((current) => [...current, ...ids]);

export const removeReservedId = (id: number): void =>
  stored.update((current) => current.filter((entry) => entry.id !== id));
