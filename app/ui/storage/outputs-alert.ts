/** Whether this browser tells of rendered files that go soon and are not fetched, and of which it has told; shared by all tabs. */
import * as z from "zod/mini";
import { accountKey } from "../../state/account";
import { requestPermission } from "../browser/notification-permission";
import { createStored } from "./stored";
import { listOf, membersOf } from "./tolerant";

/** Days before the deletion; 0: no alert. */
export const alertDays = [0, 1, 3, 7] as const;
export type AlertDays = (typeof alertDays)[number];

const schema = z.object({
  days: z.catch(z.literal(alertDays), 0),
  /** Keys of the files that were announced and are still due. */
  told: listOf(z.string()),
});

const stored = createStored(accountKey("renderdeck.outputs-alert.1"), (raw) => schema.parse(membersOf(raw)));

export const useAlertDays = (): AlertDays => stored.use().days;

/** A longer time announces what is due then, nothing twice. The first choice requests the browser's permission. */
export function setAlertDays(days: AlertDays): void {
  if (days > 0) void requestPermission();
  stored.update(({ told }) => ({ days, told: days === 0 ? [] : told }));
}

/** Of the keys that are due now those that no tab has announced. From now on they count as announced. */
export function takeUntold(due: readonly string[]): ReadonlySet<string> {
  const { days, told } = stored.read();
  const before = new Set(told);
  const untold = days === 0 ? [] : due.filter((key) => !before.has(key));
  // What is not due any more is forgotten, so that the list does not grow.
  if (untold.length > 0 || told.length > due.length) stored.update(() => ({ days, told: [...due] }));
  return new Set(untold);
}
