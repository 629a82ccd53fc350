/**
 * Codes of task states, frame states, frame types and software (endpoints-2018 3.1 to 3.3, 3.6). app/protocol has its own tables. The
 * farm does not import them on purpose: with two copies a wrong code in one of them makes a test fail.
 */
export const TASK = {
  waiting: 0,
  rendering: 5,
  preRendering: 8,
  stopped: 10,
  userStopped: 15,
  arrearsStopped: 20,
  timedOut: 23,
  finished: 25,
  finishedWithFailed: 30,
  abandoned: 35,
  testDone: 40,
  failed: 45,
  analysing: 50,
  submitting: 60,
  submitFailed: 65,
  finishedWithStopped: 70,
  updating: 100,
} as const;

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

export const FRAME_TYPE = {
  preRender: 1,
  photon: 2,
  photonMerge: 3,
  priority: 4,
  main: 5,
  priorityComposite: 6,
  mainComposite: 7,
  simulation: 8,
  channel: 9,
  distributed: 10,
  distributedMaster: 11,
} as const;

/** cgId (section 3.6) of the software that jobs of the farm use. */
export const SOFTWARE = {
  maya: 2000,
  max: 2001,
  houdini: 2004,
  cinema4d: 2005,
  blender: 2007,
  vrayStandalone: 2008,
  keyshot: 2012,
} as const;
