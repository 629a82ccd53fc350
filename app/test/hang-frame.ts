import { countOf, runHangs, storeOf } from "../../mocks/farm/engine/frames";
import type { TestFarm } from "../../mocks/farm/test-farm";

/** Makes one frame of a leaf render without using the CPU for longer than the others take. Returns its id and name. */
export function hangFrame(
  { farm }: Pick<TestFarm, "farm">,
  leafId: number,
): { readonly id: number; readonly name: string } {
  const leaf = farm.leavesById.get(leafId);
  if (!leaf) throw new Error(`${leafId} is not a leaf`);
  const store = storeOf(leaf);
  const ended = leaf.counts.done + leaf.counts.failed;
  // Behind those that have ended, where the farm renders.
  const behind = store.status.findIndex((_status, one) => one >= ended && runHangs(leaf, one, 0));
  const index = behind >= 0 ? behind : store.status.findIndex((_status, one) => runHangs(leaf, one, 0));
  leaf.counts[countOf(store.status[index] ?? 0)] -= 1;
  leaf.counts[countOf(2)] += 1;
  store.status[index] = 2;
  store.startedAt[index] = farm.engine.clock - 150_000;
  store.endedAt[index] = farm.engine.clock + 150_000;
  return { id: leaf.firstFrameId + index, name: String(index + 1) };
}
