/** Who pays for the runs of frames. */
import { storeOf, totalsOf } from "./frames";
import { feeCents, type Leaf, type Purse } from "./leaf";

export const isEmpty = (purse: Purse): boolean => purse.couponCents + purse.balanceCents <= 0;

/** The coupon pays first, then the balance; what is left is owed. */
export function charge(leaf: Leaf, index: number, seconds: number): void {
  const store = storeOf(leaf);
  const totals = totalsOf(leaf);
  const { purse, level } = leaf.job;
  const fee = feeCents(level, seconds);
  const coupon = Math.min(purse.couponCents, fee);
  const account = Math.min(purse.balanceCents, fee - coupon);
  const arrears = fee - coupon - account;
  purse.couponCents -= coupon;
  purse.balanceCents -= account;
  store.coupon[index] = (store.coupon[index] ?? 0) + coupon;
  store.account[index] = (store.account[index] ?? 0) + account;
  store.arrears[index] = (store.arrears[index] ?? 0) + arrears;
  totals.coupon += coupon;
  totals.account += account;
  totals.arrears += arrears;
  totals.seconds += seconds;
}
