/** Bounds of request members, shared by the page's inputs, the request schemas and the demo farm. */

/** Longest name of a new environment or project label, in characters. */
export const NAME_MAX_LENGTH = 200;
/** Longest tag of a task, in characters. */
export const TAG_MAX_LENGTH = 64;
/** The account's time limit (updateUserSetting). The specification gives no bounds; these catch typing errors. */
export const accountTimeLimitHours = { min: 1, max: 720 } as const;
/** The time limit of a task (setTaskOverTimeStop): from one minute to the maximum of the account's limit. */
export const taskTimeLimitSeconds = { min: 60, max: accountTimeLimitHours.max * 3600 } as const;
/** The two values of taskUserLevel that a user may set. */
export const priorityLevels = { usual: 50, high: 60 } as const;
