/**
 * Charges of frames and tasks and their sums: the only place that says what was charged (docs/decisions/036-one-price.md,
 * 050-one-charge-everywhere.md). Amounts are in major units of the account's currency. Estimates are in pricing.ts, which the
 * first load does not need.
 */
import type { Frame } from "./frames/frame";
import { countedState } from "./frames/frame-status";

/** A sum of charges. `unknown`: parts without an amount; with any, the sum is only a lower bound. */
export type ChargeSum = { readonly amount: number; readonly unknown: number };

type FrameAmounts = Pick<Frame, "accountCost" | "couponCost" | "arrears" | "statusCode">;
type TaskAmounts = Pick<Frame, "accountCost" | "couponCost" | "arrears"> & { readonly cost: number | null };
/** The charge in the roll-up of a task, and how many of its leaves have run without an amount. */
export type RollUpCharge = { readonly charge: number | null; readonly unknownCharges: number };

/** Rounded to 1/1000, the smallest unit of a charge. Sums are rounded once, at the end. */
export const roundAmount = (amount: number): number => Math.round(amount * 1000) / 1000 || 0;

/** The sum of the amounts that are not null; null when all are. */
const sumOfKnown = (...amounts: readonly (number | null)[]): number | null =>
  amounts.reduce((sum, amount) => (amount === null ? sum : (sum ?? 0) + amount), null);

/**
 * The charge of a frame: paid from the balance, paid with coupons, and owed. 0 before its first run; null when it has run and
 * the farm names no amount.
 */
export const frameCharge = ({ statusCode, accountCost, couponCost, arrears }: FrameAmounts): number | null =>
  sumOfKnown(accountCost, couponCost, arrears) ?? (countedState(statusCode) === "waiting" ? 0 : null);

/**
 * The charge of a leaf so far, owed amounts included; null when the farm sends no amount. The farm's `cost` is what balance
 * and coupon paid together, except in responses where it is less than the two (endpoints-2018 section 5).
 */
export function taskCharge({ cost, accountCost, couponCost, arrears }: TaskAmounts): number | null {
  const parts = sumOfKnown(accountCost, couponCost);
  const paid = cost === null || parts === null ? (cost ?? parts) : Math.max(cost, parts);
  const charge = sumOfKnown(paid, arrears);
  return charge === null ? null : roundAmount(charge);
}

/** The sum of charges. Amounts that are null are counted as unknown. */
export function sumCharges(charges: Iterable<number | null>): ChargeSum {
  let [amount, unknown] = [0, 0];
  for (const charge of charges) {
    if (charge === null) unknown += 1;
    else amount += charge;
  }
  return { amount: roundAmount(amount), unknown };
}

/** The charge of several tasks together. A task with an incomplete roll-up adds what is known and its unknown parts. */
export function sumRollUps(rollUps: Iterable<RollUpCharge>): ChargeSum {
  let [amount, unknown] = [0, 0];
  for (const { charge, unknownCharges } of rollUps) {
    amount += charge ?? 0;
    unknown += unknownCharges;
  }
  return { amount: roundAmount(amount), unknown };
}

/** The charge of a task with its unknown parts, for display; null when the farm names no amount at all. */
export const chargeSum = ({ charge, unknownCharges }: RollUpCharge): ChargeSum | null =>
  charge === null ? null : { amount: charge, unknown: unknownCharges };
