/**
 * Checks before a task write that refuse the request as a whole. The vendor's clients know the codes, not the rules behind them;
 * these are our decision. A request is refused only if the reason holds for all its leaves, so that it still reaches the others.
 */
import { isWalletEmpty } from "../engine/billing";
import { FRAME_TYPE } from "../engine/codes";
import { frameType } from "../engine/frame-plan";
import { isPassPending } from "../engine/frames";
import type { Leaf } from "../engine/leaf";
import { Refusal } from "../wire/request-body";

const BALANCE_NOT_ENOUGH = 507;
const WAIT_FOR_PASS = 710;
const PICTURES_BEING_WRITTEN = 748;

const holdsForAll = (leaves: readonly Leaf[], reason: (leaf: Leaf) => boolean): boolean =>
  leaves.length > 0 && leaves.every(reason);

/** Rendering needs money: 507 when the wallets of all leaves are empty. */
export function requireBalance(leaves: readonly Leaf[]): void {
  if (holdsForAll(leaves, ({ job }) => isWalletEmpty(job.wallet))) throw new Refusal(BALANCE_NOT_ENOUGH);
}

/** A leaf cannot be started before the pass it needs: 710, unless the request starts that pass too. */
export function requirePass(leaves: readonly Leaf[]): void {
  const started = new Set(leaves);
  const waits = (leaf: Leaf) => isPassPending(leaf) && leaf.prerequisite !== null && !started.has(leaf.prerequisite);
  if (holdsForAll(leaves, waits)) throw new Refusal(WAIT_FOR_PASS);
}

const composites = new Set<number>([FRAME_TYPE.photonMerge, FRAME_TYPE.priorityComposite, FRAME_TYPE.mainComposite]);

/** Whether all that renders is the composite of a picture. */
const isWritingPictures = ({ running, plan }: Leaf): boolean =>
  running.length > 0 && running.every((index) => composites.has(frameType(plan, index)));

/** The leaves that can be stopped now: a picture that is being written cannot. 748 when that is so for all of them. */
export function stoppable(leaves: readonly Leaf[]): Leaf[] {
  if (holdsForAll(leaves, isWritingPictures)) throw new Refusal(PICTURES_BEING_WRITTEN);
  return leaves.filter((leaf) => !isWritingPictures(leaf));
}
