/**
 * Names, tiles and types of the frames of a leaf, computed from the frame index (endpoints-2018 sections 3.3 and 7). Nothing is
 * stored per frame: a plan of 100,000 frames is as small as a plan of one.
 */
import { FRAME, FRAME_TYPE } from "./codes";

export type FramePlan = {
  readonly kind: "main" | "groups" | "tiles" | "photon" | "simulation" | "preRender" | "priority" | "channels";
  /** Number of rows in queryTaskFrames. */
  readonly count: number;
  readonly first: number;
  /** Frames per row ("2-4[1]" has 3), rendered by one machine. */
  readonly perMachine: number;
  /** Number of leading frames that must be done before the others start; 0 for none. */
  readonly lead: number;
  /** frameStatus of the others until then (section 3.2). */
  readonly blockedStatus: number;
};

const unblocked = { perMachine: 1, lead: 0, blockedStatus: FRAME.waiting } as const;

/** Frames first, first + 1, … */
export const mainFrames = (count: number, first = 1): FramePlan => ({ kind: "main", count, first, ...unblocked });

/** Several frames per machine: "1-3[1]", "4-6[1]", … */
export const groupedFrames = (count: number, perMachine: number, first = 1): FramePlan => ({
  ...mainFrames(count, first),
  kind: "groups",
  perMachine,
});

/** One frame in tiles ("0-1" with block "1", …), then the composite that waits for all tiles. */
export const tiledFrame = (tiles: number, first = 0): FramePlan => ({
  kind: "tiles",
  count: tiles + 1,
  first,
  perMachine: 1,
  lead: tiles,
  blockedStatus: FRAME.waitsForSubFrame,
});

/** Photon frames; two or more are followed by a merge that waits for all of them. */
export const photonFrames = (count: number, first = 0): FramePlan =>
  count === 1
    ? { kind: "photon", count, first, ...unblocked }
    : {
        kind: "photon",
        count: count + 1,
        first,
        perMachine: 1,
        lead: count,
        blockedStatus: FRAME.waitsForPhotonFrames,
      };

/** The frames of a Houdini simulation node. */
export const simulationFrames = (count: number, first = 1): FramePlan => ({
  kind: "simulation",
  count,
  first,
  ...unblocked,
});

/** A preprocessing frame that all others wait for. */
export const preRenderedFrames = (count: number, first = 1): FramePlan => ({
  kind: "preRender",
  count: count + 1,
  first,
  perMachine: 1,
  lead: 1,
  blockedStatus: FRAME.waitsForPreRender,
});

/** Priority (test) frames with their composite; the other frames wait for the user's approval. */
export const priorityFrames = (tests: number, count: number, first = 1): FramePlan => ({
  kind: "priority",
  count: count + 1,
  first,
  perMachine: 1,
  lead: tests + 1,
  blockedStatus: FRAME.waitsForPriorityFrames,
});

/** Main frames, then one 3ds Max channel frame for each of them. */
export const channelFrames = (count: number, first = 1): FramePlan => ({
  kind: "channels",
  count: count * 2,
  first,
  ...unblocked,
});

/** Path of the simulation node; the farm writes it directly before the frame range (section 7). */
export const SIMULATION_NODE = "/out/geometry1";

/** frameIndex, which is a name and not a number. */
export function frameName(plan: FramePlan, index: number): string {
  const { kind, first, perMachine } = plan;
  if (kind === "groups") {
    const from = first + index * perMachine;
    return `${from}-${from + perMachine - 1}[1]`;
  }
  if (kind === "tiles") return index < plan.lead ? `${first}-${index + 1}` : `${first}`;
  if (kind === "photon" && index === plan.lead) return `${first}`;
  if (kind === "preRender") return `${first + Math.max(0, index - 1)}`;
  if (kind === "priority" && index >= plan.lead) return `${first + index - 1}`;
  if (kind === "channels") return `${first + (index % (plan.count / 2))}`;
  return `${first + index}`;
}

/** frameBlock: the 1-based tile number as text; "" for a frame without tiles. */
export const frameBlock = (plan: FramePlan, index: number): string =>
  plan.kind === "tiles" && index < plan.lead ? String(index + 1) : "";

/** frameType by index (section 3.3). */
export function frameType(plan: FramePlan, index: number): number {
  switch (plan.kind) {
    case "photon":
      return plan.lead > 0 && index === plan.lead ? FRAME_TYPE.photonMerge : FRAME_TYPE.photon;
    case "simulation":
      return FRAME_TYPE.simulation;
    case "tiles":
      return index < plan.lead ? FRAME_TYPE.main : FRAME_TYPE.mainComposite;
    case "preRender":
      return index === 0 ? FRAME_TYPE.preRender : FRAME_TYPE.main;
    case "priority":
      if (index < plan.lead - 1) return FRAME_TYPE.priority;
      return index < plan.lead ? FRAME_TYPE.priorityComposite : FRAME_TYPE.main;
    case "channels":
      return index < plan.count / 2 ? FRAME_TYPE.main : FRAME_TYPE.channel;
    case "main":
    case "groups":
      return FRAME_TYPE.main;
  }
}

/** framesRange: "0" for one frame, first-last[step] for several; a simulation has its node path directly before it. */
export function framesRange(plan: FramePlan): string {
  const frames = {
    main: plan.count,
    groups: plan.count * plan.perMachine,
    tiles: 1,
    photon: plan.lead || 1,
    simulation: plan.count,
    preRender: plan.count - 1,
    priority: plan.count - 1,
    channels: plan.count / 2,
  }[plan.kind];
  const range = frames === 1 ? `${plan.first}` : `${plan.first}-${plan.first + frames - 1}[1]`;
  return plan.kind === "simulation" ? `${SIMULATION_NODE}${range}` : range;
}
