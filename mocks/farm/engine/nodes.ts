/** The machine and load of a frame's last run. One faulty machine causes most failures of a large task. */
import { FRAME } from "./codes";
import { countOf, failsAlike, frameAt, runFails, runHangs } from "./frames";
import type { Leaf } from "./leaf";
import { chance } from "./random";

/** Purposes of `chance`; each run adds its number times 64. */
const ADDRESS = 32;
const SLOT = 33;
const FAULTY_NODE = 34;
const LOAD = 35;
const MEMORY = 36;

const MIN_NODES = 4;
/** Shares of a large task's failed and of its other frames that ran on the faulty machine. */
const FAULTY_SHARE_OF_FAILED = 0.85;
const FAULTY_SHARE_OF_OTHERS = 0.01;
/** Failures of tasks with fewer frames are spread over all machines. */
const MIN_FRAMES_WITH_FAULTY_NODE = 40;
const GIGABYTE = 1024 ** 3;

/** The IP address of a machine of the leaf; slot 0 is the faulty one. */
function address(leaf: Leaf, slot: number): string {
  const host = Math.floor(chance(leaf.seed, slot, ADDRESS) * 6 * 240);
  return `10.60.${1 + (host % 6)}.${10 + Math.floor(host / 6)}`;
}

export type FrameLoad = { readonly node: string; readonly cpuPercent: number; readonly memoryBytes: number };

/** Machine and load of the last run of a frame; null before its first run. */
export function loadOf(leaf: Leaf, index: number): FrameLoad | null {
  const frame = frameAt(leaf, index);
  if (frame.startedAt === 0 || countOf(frame.status) === "waiting") return null;
  const run = frame.resubmits;
  const fraction = (purpose: number) => chance(leaf.seed, index, purpose + run * 64);
  const isRendering = frame.status === FRAME.rendering;
  const fails = frame.status === FRAME.failed || (isRendering && runFails(leaf, index, run));
  const faultyShare =
    fails && leaf.plan.count >= MIN_FRAMES_WITH_FAULTY_NODE ? FAULTY_SHARE_OF_FAILED : FAULTY_SHARE_OF_OTHERS;
  const isOnFaultyNode = fraction(FAULTY_NODE) < faultyShare;
  const otherNodes = Math.max(leaf.machines, MIN_NODES) - 1;
  // Failures that are alike happen on two machines, which hardly any other frame runs on.
  const { alike } = leaf.history;
  const slot =
    alike > 0
      ? failsAlike(leaf, index, run)
        ? index % 2
        : 2 + Math.floor(fraction(SLOT) * (otherNodes - 1))
      : isOnFaultyNode
        ? 0
        : 1 + Math.floor(fraction(SLOT) * otherNodes);
  const hangs = frame.status === FRAME.timedOut || (isRendering && runHangs(leaf, index, run));
  const cpuPercent = fails ? 15 + fraction(LOAD) * 30 : 60 + fraction(LOAD) * 38;
  return {
    node: address(leaf, slot),
    cpuPercent: Math.round(hangs ? fraction(LOAD) : cpuPercent),
    memoryBytes: Math.round((3 + chance(leaf.seed, 0, MEMORY) * 30 + fraction(MEMORY) * 4) * GIGABYTE),
  };
}
