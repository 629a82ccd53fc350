/** Machines: which one a frame ran on and how busy it was. Most failures of a task happened on one of its machines. */
import { countOf, EXECUTING, FAILED, frameAt, runFails, runHangs, TIMED_OUT } from "./frames";
import type { Leaf } from "./leaf";
import { chance } from "./random";

/** Purposes of chance; each run of a frame adds its number times 64. */
const ADDRESS = 32;
const SLOT = 33;
const BLAME = 34;
const LOAD = 35;
const MEMORY = 36;

const FEWEST_NODES = 4;
/** Share of a large task's failures that happened on its faulty machine, and share of its good frames. */
const BLAMED = 0.85;
const SPARED = 0.01;
/** Tasks with fewer frames than this fail anywhere. */
const LARGE = 40;
const GIGABYTE = 1024 ** 3;

/** Address of a leaf's machine; number 0 is the faulty one. */
function address(leaf: Leaf, slot: number): string {
  const place = Math.floor(chance(leaf.seed, slot, ADDRESS) * 6 * 240);
  return `10.60.${1 + (place % 6)}.${10 + Math.floor(place / 6)}`;
}

export type FrameLoad = { readonly node: string; readonly cpuPercent: number; readonly memoryBytes: number };

/** Where a frame ran last and its load; null before it ran. */
export function loadOf(leaf: Leaf, index: number): FrameLoad | null {
  const frame = frameAt(leaf, index);
  if (frame.startedAt === 0 || countOf(frame.status) === "waiting") return null;
  const run = frame.resubmits;
  const by = (purpose: number) => chance(leaf.seed, index, purpose + run * 64);
  const executes = frame.status === EXECUTING;
  const fails = frame.status === FAILED || (executes && runFails(leaf, index, run));
  const faulty = by(BLAME) < (fails && leaf.plan.count >= LARGE ? BLAMED : SPARED);
  const others = Math.max(leaf.machines, FEWEST_NODES) - 1;
  const hangs = frame.status === TIMED_OUT || (executes && runHangs(leaf, index, run));
  const usual = fails ? 15 + by(LOAD) * 30 : 60 + by(LOAD) * 38;
  return {
    node: address(leaf, faulty ? 0 : 1 + Math.floor(by(SLOT) * others)),
    cpuPercent: Math.round(hangs ? by(LOAD) : usual),
    memoryBytes: Math.round((3 + chance(leaf.seed, 0, MEMORY) * 30 + by(MEMORY) * 4) * GIGABYTE),
  };
}
