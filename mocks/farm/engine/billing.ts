/** Charges for frame runs, in whole cents. */
import { storeOf, totalsOf } from "./frames";
import { feeCents, type Leaf, type Wallet } from "./leaf";

export const isWalletEmpty = (wallet: Wallet): boolean => wallet.couponCents + wallet.balanceCents <= 0;

/** Takes the fee of a run from the coupon first, then from the balance; the rest becomes arrears. */
export function chargeRun(leaf: Leaf, index: number, seconds: number): void {
  const store = storeOf(leaf);
  const totals = totalsOf(leaf);
  const { wallet, level } = leaf.job;
  const fee = feeCents(level, seconds);
  const coupon = Math.min(wallet.couponCents, fee);
  const account = Math.min(wallet.balanceCents, fee - coupon);
  const arrears = fee - coupon - account;
  wallet.couponCents -= coupon;
  wallet.balanceCents -= account;
  store.coupon[index] = (store.coupon[index] ?? 0) + coupon;
  store.account[index] = (store.account[index] ?? 0) + account;
  store.arrears[index] = (store.arrears[index] ?? 0) + arrears;
  totals.coupon += coupon;
  totals.account += account;
  totals.arrears += arrears;
  totals.seconds += seconds;
}
