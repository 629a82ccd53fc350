import { countOf, storeOf } from "../../mocks/farm/engine/frames";
import type { TestFarm } from "../../mocks/farm/test-farm";

/** Puts the first frames of a plain task or leaf into the given states and updates its counts. */
export function setFrameStates({ farm }: TestFarm, id: number, states: readonly number[]): void {
  const leaf = farm.leavesById.get(id);
  if (!leaf) throw new Error(`${id} is not a leaf`);
  const { status } = storeOf(leaf);
  for (const [index, state] of states.entries()) {
    leaf.counts[countOf(status[index] ?? 0)] -= 1;
    leaf.counts[countOf(state)] += 1;
    status[index] = state;
  }
}
