/** What the server tells pages of its memory. Moments are epoch ms, durations seconds, amounts major units of the currency. */
import type { GrowthStep } from "./growth-steps";
import type { RecordedAction } from "./recorded-actions";
import type { TaskEvent, TaskEventType } from "./task-events";

/** A page and a server of different formats do not understand each other: the page has to be reloaded. */
export const RECORDED_FORMAT = 1;

export const usagePeriods = ["hour", "day", "week", "month"] as const;
export type UsagePeriod = (typeof usagePeriods)[number];

export const usageDimensions = ["total", "project", "user", "software", "camera", "node"] as const;
export type UsageDimension = (typeof usageDimensions)[number];

/** More periods are refused: 5 years of days, or 11 weeks of hours. */
export const MAX_USAGE_PERIODS = 1900;

/** The answer to GET /api/history/state. */
export type RecordingState = {
  readonly format: number;
  /** The server's clock. */
  readonly nowMs: number;
  /** When the first poll was recorded; null: none was. */
  readonly recordingSinceMs: number | null;
  /** Since when nothing is recorded although the database can be read (a full disk); null: it is. */
  readonly notRecordedSinceMs: number | null;
};

/** What happened in one period for one value of a dimension. Amounts are null where they are hidden from viewers. */
export type UsageRow = {
  /** Start of the period. */
  readonly startMs: number;
  /** The project, user, software, camera or node; "" where there is none, and for the total. */
  readonly value: string;
  readonly done: number;
  readonly failed: number;
  /** Frames that were done or failed and were started again. */
  readonly restarted: number;
  readonly machineSeconds: number;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly arrears: number | null;
  /** Done frames without an amount; with any, the amounts are lower bounds. */
  readonly unpriced: number;
  /** Mean of the waiting frames while the queue was observed; null: it was not, and a node has no queue. */
  readonly queueMean: number | null;
  readonly queueMax: number;
  /** How much of the period the queue was observed. */
  readonly observedSeconds: number;
};

/** The answer to GET /api/history/usage: rows by period, and the starts of all periods, also of those without a row. */
export type UsageAnswer = {
  readonly format: number;
  readonly nowMs: number;
  readonly recordingSinceMs: number | null;
  readonly periods: readonly number[];
  readonly rows: readonly UsageRow[];
};

/** Totals of the account at a moment. */
export type FarmTotals = {
  readonly atMs: number;
  readonly waiting: number;
  readonly rendering: number;
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
  readonly activeTasks: number;
  readonly cost: number | null;
  readonly balance: number | null;
};

/** The answer to GET /api/history/farm, oldest first. */
export type FarmAnswer = { readonly format: number; readonly samples: readonly FarmTotals[] };

/** The answer to GET /api/history/growth: from the sample before the requested moment to the newest one, oldest first. */
export type GrowthAnswer = {
  readonly format: number;
  readonly recordingSinceMs: number | null;
  readonly steps: readonly GrowthStep[];
};

/** The answer to GET /api/history/events: those after the requested sequence number, oldest first, at most 1,000. */
export type EventsAnswer = {
  readonly format: number;
  readonly events: readonly (TaskEvent & { readonly seq: number })[];
};

/** The answer to GET /api/history/failures: tasks with frames that failed since a moment, most failures first. */
export type FailuresAnswer = {
  readonly format: number;
  /** The moment from which failures count: the requested one, or a later one at which recording began or went on; null: none. */
  readonly fromMs: number | null;
  /** Top-level tasks, deleted ones too. A frame that failed twice counts twice. */
  readonly tasks: readonly { readonly taskId: number; readonly failed: number }[];
};

/** The answer to GET /api/history/absence: what a list of tasks does not tell of the time since a moment. */
export type AbsenceAnswer = {
  readonly format: number;
  /** The moment from which the amount counts: the requested one, or a later one at which recording began; null: never. */
  readonly fromMs: number | null;
  /** null: hidden from viewers. */
  readonly spend: number | null;
  /** Tasks with an event of the type. */
  readonly tasks: { readonly [Type in TaskEventType]?: number };
};

export type RecordedEvent = { readonly seq: number; readonly type: TaskEventType; readonly atMs: number };

/** Counts of a leaf at a moment at which they changed. */
export type RecordedSample = {
  readonly leafId: string;
  readonly atMs: number;
  readonly statusCode: number | null;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly rendering: number;
  readonly stopped: number;
  readonly machineSeconds: number | null;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly arrears: number | null;
};

/** A run of a frame that has ended. */
export type RecordedAttempt = {
  readonly leafId: string;
  readonly frameId: string;
  readonly frameName: string;
  readonly node: string;
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly statusCode: number | null;
  readonly renderSeconds: number | null;
  readonly accountCost: number | null;
  readonly couponCost: number | null;
  readonly arrears: number | null;
};

/** The answer to GET /api/history/tasks/<id>. Of long lists the newest are sent. */
export type TaskLife = {
  readonly format: number;
  readonly recordingSinceMs: number | null;
  readonly events: readonly RecordedEvent[];
  readonly actions: readonly RecordedAction[];
  readonly samples: readonly RecordedSample[];
  readonly attempts: readonly RecordedAttempt[];
  /** How many attempts are recorded; more than `attempts` has if the list is long. */
  readonly attemptCount: number;
};
