/** Frame states (endpoints-2018 section 3.2) and frame types (section 3.3). */
import type { StatusTone } from "../tasks/task-status";

/** Codes of the frame states by name. */
export const FRAME = {
  waiting: 1,
  rendering: 2,
  stopped: 3,
  done: 4,
  failed: 5,
  waitsForPreRender: 6,
  waitsForPhotonFrames: 7,
  waitsForPriorityFrames: 8,
  waitsForPhotonJob: 9,
  waitsForSimulation: 10,
  timedOut: 11,
  waitsForSubFrame: 12,
} as const;

type DocumentedName = keyof typeof FRAME;
export type FrameStatusName = DocumentedName | "unknown";

export type FrameStatus = {
  readonly code: number;
  readonly name: FrameStatusName;
  readonly tone: StatusTone;
  readonly isEnded: boolean;
};

const rows: Readonly<Record<DocumentedName, readonly [tone: StatusTone, isEnded: boolean]>> = {
  waiting: ["idle", false],
  rendering: ["active", false],
  stopped: ["halted", true],
  done: ["good", true],
  failed: ["bad", true],
  waitsForPreRender: ["held", false],
  waitsForPhotonFrames: ["held", false],
  waitsForPriorityFrames: ["held", false],
  waitsForPhotonJob: ["held", false],
  waitsForSimulation: ["held", false],
  timedOut: ["bad", true],
  waitsForSubFrame: ["held", false],
};

const isDocumentedName = (name: string): name is DocumentedName => Object.hasOwn(FRAME, name);

/** Every documented state, in the order of the codes. */
export const frameStatuses: readonly FrameStatus[] = Object.keys(FRAME)
  .filter(isDocumentedName)
  .map((name) => {
    const [tone, isEnded] = rows[name];
    return { code: FRAME[name], name, tone, isEnded };
  });

const statusByCode = new Map(frameStatuses.map((status) => [status.code, status]));

/** The state of a code; an unknown code is neither green nor ended. */
export function frameStatus(code: number | null): FrameStatus {
  return statusByCode.get(code ?? Number.NaN) ?? { code: code ?? -1, name: "unknown", tone: "unknown", isEnded: false };
}

/** States in which a frame has not rendered yet, in the order of the codes. */
export const waitingStates: readonly number[] = frameStatuses
  .filter(({ isEnded, code }) => !isEnded && code !== FRAME.rendering)
  .map(({ code }) => code);

/** States from which single frames can be rendered again, the most urgent first. */
export const rerenderableStates = [FRAME.timedOut, FRAME.failed, FRAME.stopped] as const;

/** The member of FrameCounts in which a frame is counted. */
export type CountedState = "done" | "failed" | "executing" | "stopped" | "waiting";

const countedStates: Readonly<Record<number, CountedState>> = {
  [FRAME.rendering]: "executing",
  [FRAME.stopped]: "stopped",
  [FRAME.done]: "done",
  [FRAME.failed]: "failed",
  [FRAME.timedOut]: "failed",
};

/** The count of a state. Any other state, unknown ones included, counts as waiting, since the farm sends no count for it. */
export const countedState = (code: number | null): CountedState => countedStates[code ?? -1] ?? "waiting";

/**
 * Types that the farm makes from other frames, or that manage them: merges, composites and the frames of distributed Houdini jobs.
 * The vendor's client never renders them again by themselves (corrections, row 6).
 */
const derivedTypes: ReadonlySet<number> = new Set([3, 6, 7, 10, 11]);

/** Whether frames of a type can be rendered again by themselves; an unknown type can. */
export const isRerenderableType = (code: number | null): boolean => !derivedTypes.has(code ?? -1);

/** Frame types by code; 10 and 11 are newer than the specification. */
export const frameTypes = {
  1: "preRender",
  2: "photon",
  3: "photonMerge",
  4: "priority",
  5: "main",
  6: "priorityComposite",
  7: "mainComposite",
  8: "simulation",
  9: "channel",
  // Houdini (corrections, row 7).
  10: "distributed",
  11: "distributedMaster",
} as const;
