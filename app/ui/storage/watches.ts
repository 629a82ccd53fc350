/** What this browser watches. Shared by all tabs. */
import * as z from "zod/mini";
import { requestPermission } from "../browser/notification-permission";
import { createStored } from "./stored";

const watchSchema = z.object({
  ids: z.catch(z.array(z.int()), []),
  /** Every task of the account's own user. */
  mine: z.catch(z.boolean(), false),
});

export type Watches = z.infer<typeof watchSchema>;

export const watches = createStored("renderdeck.watches.1", (raw): Watches => watchSchema.parse(Object(raw)));

/** Watches a task, or stops. The browser's permission is asked for at the first watch only. */
export function toggleWatch(id: number): void {
  if (!watches.read().ids.includes(id)) void requestPermission();
  watches.change(({ ids, mine }) => ({
    ids: ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id],
    mine,
  }));
}

/** Watches all tasks of one's own, or stops. */
export function toggleMine(): void {
  if (!watches.read().mine) void requestPermission();
  watches.change(({ ids, mine }) => ({ ids, mine: !mine }));
}
