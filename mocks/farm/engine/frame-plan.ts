/**
 * What a leaf's frames are called and what they are, by position: names, tiles and types (endpoints-2018 sections 3.3
 * and 7). Nothing is stored per frame, so a plan of 100,000 frames is as small as one of 1.
 */

export type FramePlan = {
  readonly kind: "main" | "groups" | "tiles" | "photon" | "simulation" | "preRender" | "priority" | "channels";
  /** Rows in queryTaskFrames. */
  readonly count: number;
  readonly first: number;
  /** Frames one machine renders in one go ("2-4[1]"); 1 otherwise. */
  readonly perMachine: number;
  /** The other frames start only after this many leading ones are done; 0: nothing to wait for. */
  readonly lead: number;
  /** frameStatus of those others while they wait (section 3.2). */
  readonly waitsAs: number;
};

const free = { perMachine: 1, lead: 0, waitsAs: 1 } as const;

/** Frames first, first + 1, … */
export const mainFrames = (count: number, first = 1): FramePlan => ({ kind: "main", count, first, ...free });

/** Several frames per machine: "1-3[1]", "4-6[1]", … */
export const groupedFrames = (count: number, perMachine: number, first = 1): FramePlan => ({
  ...mainFrames(count, first),
  kind: "groups",
  perMachine,
});

/** One frame in tiles ("0-1" with block "1", …), then the composite that waits for them. */
export const tiledFrame = (tiles: number, first = 0): FramePlan => ({
  kind: "tiles",
  count: tiles + 1,
  first,
  perMachine: 1,
  lead: tiles,
  waitsAs: 12,
});

/** Photon frames; from two on, the merge of them comes last and waits for them. */
export const photonFrames = (count: number, first = 0): FramePlan =>
  count === 1
    ? { kind: "photon", count, first, ...free }
    : { kind: "photon", count: count + 1, first, perMachine: 1, lead: count, waitsAs: 7 };

/** The frames of a Houdini simulation node. */
export const simulationFrames = (count: number, first = 1): FramePlan => ({
  kind: "simulation",
  count,
  first,
  ...free,
});

/** One preprocessing frame that all others wait for. */
export const preRenderedFrames = (count: number, first = 1): FramePlan => ({
  kind: "preRender",
  count: count + 1,
  first,
  perMachine: 1,
  lead: 1,
  waitsAs: 6,
});

/** Priority (test) frames with their composite; the rest waits until somebody lets it go on. */
export const priorityFrames = (tests: number, count: number, first = 1): FramePlan => ({
  kind: "priority",
  count: count + 1,
  first,
  perMachine: 1,
  lead: tests + 1,
  waitsAs: 8,
});

/** Main frames, each followed at the end by a Max channel frame of its own. */
export const channelFrames = (count: number, first = 1): FramePlan => ({
  kind: "channels",
  count: count * 2,
  first,
  ...free,
});

/** The folder a simulation node is named by; the farm puts it straight before the range (section 7). */
export const SIMULATION_NODE = "/out/geometry1";

/** frameIndex: a name, not a number. */
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

/** frameBlock: the 1-based tile number as text, "" for a frame that is not tiled. */
export const frameBlock = (plan: FramePlan, index: number): string =>
  plan.kind === "tiles" && index < plan.lead ? String(index + 1) : "";

/** frameType by position (section 3.3). */
export function frameType(plan: FramePlan, index: number): number {
  switch (plan.kind) {
    case "photon":
      return plan.lead > 0 && index === plan.lead ? 3 : 2;
    case "simulation":
      return 8;
    case "tiles":
      return index < plan.lead ? 5 : 7;
    case "preRender":
      return index === 0 ? 1 : 5;
    case "priority":
      return index < plan.lead - 1 ? 4 : index < plan.lead ? 6 : 5;
    case "channels":
      return index < plan.count / 2 ? 5 : 9;
    case "main":
    case "groups":
      return 5;
  }
}

/** framesRange: "0" for one frame, first-last[step] for more, the node path glued before it for a simulation. */
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
