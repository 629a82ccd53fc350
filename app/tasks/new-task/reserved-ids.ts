/** Task ids that are reserved and not submitted yet. The farm does not list them, so the browser stores them. */
import * as z from "zod/mini";
import { storedMoment } from "../../protocol/wire/moment";
import { accountKey } from "../../state/account";
import { createStored } from "../../ui/storage/stored";
import { listOf } from "../../ui/storage/tolerant";

const schema = listOf(
  z.object({
    id: z.int(),
    alias: z.string(),
    reservedMs: storedMoment,
    /** Alias of the original of a clone. */
    clonedFrom: z.catch(z.optional(z.string()), undefined),
  }),
);

export type ReservedId = z.infer<typeof schema>[number];

const stored = createStored(accountKey("renderdeck.reserved.1"), (raw): readonly ReservedId[] => schema.parse(raw));

export const useReservedIds = stored.use;

export const addReservedId = (ids: readonly ReservedId[]): void => stored.update((current) => [...current, ...ids]);

export const removeReservedId = (id: number): void =>
  stored.update((current) => current.filter((entry) => entry.id !== id));
