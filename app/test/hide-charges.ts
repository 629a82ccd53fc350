import type { Farm } from "../../mocks/farm/farm";

/** Makes the account of a farm one that may see neither its balance nor what tasks cost. */
export function hideCharges({ account }: Farm): void {
  account.hidesBalance = true;
  account.hidesCharges = true;
}
