/** Bounds of request members, shared by the page's inputs, the request schemas and the demo farm. */

/** Longest name of a new environment or project label, in characters. */
export const NAME_MAX_LENGTH = 200;
/** Longest tag of a task, in characters. */
export const TAG_MAX_LENGTH = 64;
/** The account's reminder (updateUserSetting), which stops nothing. The specification gives no bounds; these catch typing errors. */
export const reminderHours = { min: 1, max: 720 } as const;
/** The frame stop of a task (setTaskOverTimeStop): from one minute to 30 days. */
export const frameLimitBounds = { min: 60, max: 30 * 86_400 } as const;
/** Machines that a task may have at most (updateTaskLimit). The documents give no bounds; these catch typing errors. */
export const machineLimitBounds = { min: 1, max: 1000 } as const;
/** The two values of taskUserLevel that a user may set. */
export const priorityLevels = { usual: 50, high: 60 } as const;
/** Ids of frames in one write: at 16 digits each they fit into a request body of our server. */
export const FRAME_IDS_PER_WRITE = 100_000;
