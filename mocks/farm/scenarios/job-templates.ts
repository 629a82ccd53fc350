/** Job templates: a shape (how the job is divided) and a state (how far it is) give the templates of its leaves. */

import { FRAME, TASK } from "../engine/codes";
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

import type { History } from "../engine/leaf";
import { itemAt } from "../engine/random";
import { historyOf, type LeafTemplate } from "./add-leaf";
import { layers } from "./names";

/** The last three are shells; the others are plain tasks, named after their frames. */
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

/** A taskStatus that the specification does not have, to see how the product copes. */
export const UNKNOWN_TASK_STATUS = 37;
const UNKNOWN_FRAME_STATUS = 99;

/** taskStatus of each state that one leaf can have. */
const statuses = {
  waiting: TASK.waiting,
  running: TASK.rendering,
  preRendering: TASK.preRendering,
  stopped: TASK.stopped,
  userStopped: TASK.userStopped,
  arrears: TASK.arrearsStopped,
  timedOut: TASK.timedOut,
  finished: TASK.finished,
  withFailed: TASK.finishedWithFailed,
  abandoned: TASK.abandoned,
  unknown: UNKNOWN_TASK_STATUS,
  testDone: TASK.testDone,
  failed: TASK.failed,
  analysing: TASK.analysing,
  submitting: TASK.submitting,
  submitFailed: TASK.submitFailed,
  withStopped: TASK.finishedWithStopped,
  updating: TASK.updating,
} as const;

type LeafState = keyof typeof statuses;

/** With "passRunning" and "passFailed" the main picture waits for its pass. */
export type State = LeafState | "passRunning" | "passFailed";

export type JobTemplate = {
  readonly shape: Shape;
  readonly state: State;
  /** Frames of the main picture (tiles for "tiles"); default 48. */
  readonly frames?: number;
  /** Mean seconds of a frame; default 120. */
  readonly frameSeconds?: number;
  readonly machines?: number;
  /** Share of frames that have run, for unfinished states; default 0.5. */
  readonly share?: number;
  readonly limitSeconds?: number;
  readonly reminderSeconds?: number;
  readonly layerCount?: number;
  /** Failed frames of the state "withFailed", and how many of them are alike. */
  readonly failures?: { readonly failed: number; readonly alike: number };
};

const FAIL_RATE = 0.01;
/** In 2018 limits are set in whole hours and sent in milliseconds; a much shorter one would be taken for seconds. */
const MIN_LIMIT_SECONDS = 3600;

/** Replaces the states that need a partly rendered task, for tasks with one frame only. */
const singleFrameStates: Readonly<Partial<Record<State, LeafState>>> = {
  withFailed: "failed",
  withStopped: "finished",
  stopped: "finished",
  userStopped: "finished",
  abandoned: "finished",
  arrears: "finished",
};

/** The requested state, or the closest one that is possible with this plan. */
function feasibleState(state: LeafState, { lead, count }: FramePlan): keyof typeof statuses {
  // In a plan with leading frames, the failed ones are among these.
  const frames = state === "withFailed" ? lead || count : count;
  return (frames === 1 ? singleFrameStates[state] : undefined) ?? state;
}

function createHistory(state: LeafState, plan: FramePlan, { share = 0.5, failures }: JobTemplate): History {
  const { count } = plan;
  const ran = Math.max(1, Math.floor(count * share));
  const stopped = { ran, restStatus: FRAME.stopped };
  switch (state) {
    case "finished":
      return historyOf({ ran: count });
    case "withFailed": {
      const ended = plan.lead || count;
      return historyOf({
        ran: ended,
        failed: Math.ceil(ended * 0.06),
        restStatus: FRAME.waiting,
        ...failures,
      });
    }
    case "failed":
      return historyOf({ ran: plan.lead || count, failed: plan.lead || count, restStatus: FRAME.waiting });
    case "running":
      return historyOf({ ran: share === 0 ? 0 : Math.min(ran, count - 1), failed: Math.floor(ran * 0.008) });
    case "stopped":
    case "userStopped":
    case "abandoned":
    case "withStopped":
      return historyOf(stopped);
    case "arrears":
      return historyOf({ ...stopped, owed: 1 });
    case "timedOut":
      return historyOf({ ...stopped, timedOut: 1 });
    case "testDone":
      return historyOf({ ran: plan.lead });
    case "unknown":
      return historyOf({ ran, restStatus: UNKNOWN_FRAME_STATUS });
    case "updating":
      return historyOf({ ran });
    case "analysing":
    case "submitting":
    case "preRendering":
      return historyOf({ restStatus: FRAME.waitsForPreRender });
    case "waiting":
    case "submitFailed":
      return historyOf({});
  }
}

function createPlan({ shape, frames = 48 }: JobTemplate): FramePlan {
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

/** The template of one leaf. By default its machines render all frames in about six rounds. */
function createLeafTemplate(template: JobTemplate, requestedState: LeafState, plan: FramePlan): LeafTemplate {
  const state = feasibleState(requestedState, plan);
  const { frameSeconds = 120, limitSeconds = 86_400 } = template;
  return {
    plan,
    history: createHistory(state, plan, template),
    status: statuses[state],
    machines: template.machines ?? Math.min(60, Math.max(1, Math.ceil(plan.count / 6))),
    frameSeconds,
    ...(template.reminderSeconds === undefined ? {} : { reminderSeconds: template.reminderSeconds }),
    failRate: FAIL_RATE,
    limitSeconds: state === "timedOut" ? Math.max(MIN_LIMIT_SECONDS, Math.ceil(frameSeconds * 1.35)) : limitSeconds,
  };
}

/** A pass and the main picture that depends on it. */
function createPassAndMain(
  template: JobTemplate,
  pass: FramePlan,
  taskType: "RenderPhoton" | "GopRender",
): LeafTemplate[] {
  const { state } = template;
  const main = createPlan(template);
  if (state !== "passRunning" && state !== "passFailed")
    return [{ ...createLeafTemplate(template, "finished", pass), taskType }, createLeafTemplate(template, state, main)];
  const blocked = {
    ...createLeafTemplate(template, "waiting", main),
    history: historyOf({ restStatus: taskType === "GopRender" ? 10 : 9 }),
  };
  const running = state === "passRunning";
  // A simulation computes frame after frame on one machine.
  const machines = taskType === "GopRender" ? { machines: 1 } : {};
  return [
    { ...createLeafTemplate({ ...template, ...machines }, running ? "running" : "failed", pass), taskType },
    blocked,
  ];
}

/** The state of one layer. In a running job the first is finished, two render, the others wait; otherwise the last has the state. */
function layerState(state: LeafState, index: number, last: number): keyof typeof statuses {
  if (state === "running") return index === 0 ? "finished" : index < 3 ? "running" : "waiting";
  return state === "waiting" || index === last ? state : "finished";
}

function createLayers(template: JobTemplate): LeafTemplate[] {
  const { state, layerCount = 3 } = template;
  const whole = state === "passRunning" || state === "passFailed" ? "finished" : state;
  return Array.from({ length: layerCount }, (_, index) => ({
    ...createLeafTemplate(template, layerState(whole, index, layerCount - 1), createPlan(template)),
    layerName: itemAt(layers, index),
  }));
}

/** The leaf templates of a job, in render order. */
export function createLeafTemplates(template: JobTemplate): LeafTemplate[] {
  const { shape, state } = template;
  if (shape === "photon")
    return createPassAndMain(template, photonFrames(state === "passRunning" ? 24 : 1), "RenderPhoton");
  if (shape === "simulation") return createPassAndMain(template, simulationFrames(240), "GopRender");
  if (shape === "layers") return createLayers(template);
  return [
    createLeafTemplate(
      template,
      state === "passRunning" || state === "passFailed" ? "finished" : state,
      createPlan(template),
    ),
  ];
}
