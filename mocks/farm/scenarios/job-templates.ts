/** Turns a shape (how a job is divided) and a state (how far it has come) into leaves. */

import {
  channelFrames,
  type FramePlan,
  groupedFrames,
  mainFrames,
  photonFrames,
  preRenderedFrames,
  priorityFrames,
  simulationFrames,
  tiledFrame,
} from "../engine/frame-plan";
import { STOPPED, WAITING } from "../engine/frames";
import type { History } from "../engine/leaf";
import { itemAt } from "../engine/random";
import { historyOf, type LeafDraft } from "./add-leaf";
import { layers } from "./names";

/** Plain jobs are named by their frames; the last three are shells. */
export type Shape =
  | "main"
  | "groups"
  | "tiles"
  | "preRender"
  | "priority"
  | "channels"
  | "photon"
  | "simulation"
  | "layers";

/** taskStatus of each state; "passRunning" and "passFailed" leave the main picture waiting for its pass. */
const statuses = {
  waiting: 0,
  running: 5,
  preRendering: 8,
  stopped: 10,
  userStopped: 15,
  arrears: 20,
  timedOut: 23,
  finished: 25,
  withFailed: 30,
  abandoned: 35,
  unknown: 37,
  testDone: 40,
  failed: 45,
  analysing: 50,
  submitting: 60,
  submitFailed: 65,
  withStopped: 70,
  updating: 100,
} as const;

export type State = keyof typeof statuses | "passRunning" | "passFailed";

export type Role = {
  readonly shape: Shape;
  readonly state: State;
  /** Frames of the main picture (tiles for "tiles"); default 48. */
  readonly frames?: number;
  /** Usual seconds of a frame; default 120. */
  readonly frameSeconds?: number;
  readonly machines?: number;
  /** Share that has run, for states that stand in the middle; default 0.5. */
  readonly share?: number;
  readonly limitSeconds?: number;
  readonly layerCount?: number;
};

const UNKNOWN_FRAME_STATUS = 99;
const FAIL_RATE = 0.01;
/** Seconds; shorter ones, which nobody can set in whole hours, would look like seconds where 2018 writes milliseconds. */
const SHORTEST_LIMIT = 3600;

/** What a task is instead that would be half done, if it has but one frame: there is no half of that. */
const wholes: Readonly<Partial<Record<State, keyof typeof statuses>>> = {
  withFailed: "failed",
  withStopped: "finished",
  stopped: "finished",
  userStopped: "finished",
  abandoned: "finished",
  arrears: "finished",
};

/** The state a plan can be in that comes next to the one wanted. */
function possible(state: keyof typeof statuses, { lead, count }: FramePlan): keyof typeof statuses {
  // Where frames wait for leading ones, it is among these that some failed.
  const frames = state === "withFailed" ? lead || count : count;
  return (frames === 1 ? wholes[state] : undefined) ?? state;
}

function historyIn(state: keyof typeof statuses, plan: FramePlan, share: number): History {
  const { count } = plan;
  const some = Math.max(1, Math.floor(count * share));
  const halted = { ran: some, rest: STOPPED };
  switch (state) {
    case "finished":
      return historyOf({ ran: count });
    case "withFailed": {
      const ran = plan.lead || count;
      return historyOf({ ran, failed: Math.ceil(ran * 0.06), rest: WAITING });
    }
    case "failed":
      return historyOf({ ran: plan.lead || count, failed: plan.lead || count, rest: WAITING });
    case "running":
      return historyOf({ ran: share === 0 ? 0 : Math.min(some, count - 1), failed: Math.floor(some * 0.008) });
    case "stopped":
    case "userStopped":
    case "abandoned":
    case "withStopped":
      return historyOf(halted);
    case "arrears":
      return historyOf({ ...halted, owed: 1 });
    case "timedOut":
      return historyOf({ ...halted, timedOut: 1 });
    case "testDone":
      return historyOf({ ran: plan.lead });
    case "unknown":
      return historyOf({ ran: some, rest: UNKNOWN_FRAME_STATUS });
    case "updating":
      return historyOf({ ran: some });
    case "analysing":
    case "submitting":
    case "preRendering":
      return historyOf({ rest: 6 });
    case "waiting":
    case "submitFailed":
      return historyOf({});
  }
}

function planFor({ shape, frames = 48 }: Role): FramePlan {
  switch (shape) {
    case "groups":
      return groupedFrames(frames, 3, 2);
    case "tiles":
      return tiledFrame(frames);
    case "preRender":
      return preRenderedFrames(frames);
    case "priority":
      return priorityFrames(3, frames);
    case "channels":
      return channelFrames(frames, 1001);
    case "photon":
    case "simulation":
    case "layers":
    case "main":
      return mainFrames(frames, shape === "layers" ? 1001 : 1);
  }
}

/** A leaf in a state of its own; enough machines for about six rounds unless the role says otherwise. */
function draft(role: Role, wanted: keyof typeof statuses, plan: FramePlan): LeafDraft {
  const state = possible(wanted, plan);
  const { frameSeconds = 120, limitSeconds = 86_400, share = 0.5 } = role;
  return {
    plan,
    history: historyIn(state, plan, share),
    status: statuses[state],
    machines: role.machines ?? Math.min(60, Math.max(1, Math.ceil(plan.count / 6))),
    frameSeconds,
    failRate: FAIL_RATE,
    limitSeconds: state === "timedOut" ? Math.max(SHORTEST_LIMIT, Math.ceil(frameSeconds * 1.35)) : limitSeconds,
  };
}

/** A pass and the main picture that waits for it. */
function withPass(role: Role, pass: FramePlan, taskType: "RenderPhoton" | "GopRender"): LeafDraft[] {
  const { state } = role;
  const main = planFor(role);
  if (state !== "passRunning" && state !== "passFailed")
    return [{ ...draft(role, "finished", pass), taskType }, draft(role, state, main)];
  const blocked = { ...draft(role, "waiting", main), history: historyOf({ rest: taskType === "GopRender" ? 10 : 9 }) };
  const running = state === "passRunning";
  // A simulation computes frame after frame on one machine.
  const machines = taskType === "GopRender" ? { machines: 1 } : {};
  return [{ ...draft({ ...role, ...machines }, running ? "running" : "failed", pass), taskType }, blocked];
}

/** The state of one layer: of a running job one is finished, two render and the others wait; else the last one tells. */
function layerState(state: keyof typeof statuses, index: number, last: number): keyof typeof statuses {
  if (state === "running") return index === 0 ? "finished" : index < 3 ? "running" : "waiting";
  return state === "waiting" || index === last ? state : "finished";
}

function layered(role: Role): LeafDraft[] {
  const { state, layerCount = 3 } = role;
  const whole = state === "passRunning" || state === "passFailed" ? "finished" : state;
  return Array.from({ length: layerCount }, (_, index) => ({
    ...draft(role, layerState(whole, index, layerCount - 1), planFor(role)),
    layerName: itemAt(layers, index),
  }));
}

/** The leaves of a role, in the order they render. */
export function leavesFor(role: Role): LeafDraft[] {
  const { shape, state } = role;
  if (shape === "photon") return withPass(role, photonFrames(state === "passRunning" ? 24 : 1), "RenderPhoton");
  if (shape === "simulation") return withPass(role, simulationFrames(240), "GopRender");
  if (shape === "layers") return layered(role);
  return [draft(role, state === "passRunning" || state === "passFailed" ? "finished" : state, planFor(role))];
}
