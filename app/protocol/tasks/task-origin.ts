/** What submitted a task, and what stopped it: codes of TaskInfo by name. */

/** Programs that submit tasks, by `channel` (endpoints-2018 section 3.5). */
export const channels = {
  1: "webLocal",
  2: "webCloud",
  3: "stillPlugin",
  4: "api",
  8: "animationPlugin",
} as const;

/** What stopped a task, by `stopType`; 0 is nothing, or unknown (corrections, row 8). */
export const stopTypes = {
  1: "user",
  2: "administrator",
  3: "arrears",
  4: "client",
  5: "api",
  6: "fullSpeed",
  7: "projectDeleted",
  9: "afterSubmission",
  10: "overtime",
} as const;

export const isChannel = (code: number): code is keyof typeof channels => Object.hasOwn(channels, code);
export const isStopType = (code: number): code is keyof typeof stopTypes => Object.hasOwn(stopTypes, code);
