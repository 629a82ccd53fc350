/** The tasks that this browser watches, shared by all tabs. */
import * as z from "zod/mini";
import { accountKey } from "../../state/account";
import { requestPermission } from "../browser/notification-permission";
import { createStored } from "./stored";
import { listOf, membersOf } from "./tolerant";

const watchSchema = z.object({
  ids: listOf(z.int()),
  /** Every task of the account's own user. */
  mine: z.catch(z.boolean(), false),
});

export type Watches = z.infer<typeof watchSchema>;

export const watches = createStored(
  accountKey("renderdeck.watches.1"),
  (raw): Watches => watchSchema.parse(membersOf(raw)),
);

/** Starts or stops watching a task. The first watch requests the browser's permission. */
export function toggleWatch(id: number): void {
  if (!watches.get().ids.includes(id)) void requestPermission();
  watches.update(({ ids, mine }) => ({
    ids: ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id],
    mine,
  }));
}

/** Starts or stops watching all tasks of the account's own user. */
export function toggleMine(): void {
  if (!watches.get().mine) void requestPermission();
  watches.update(({ ids, mine }) => ({ ids, mine: !mine }));
}
