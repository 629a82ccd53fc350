/** Rows of the store as pages get them: the only place where thousandths become amounts and ms become seconds. */
import * as z from "zod/mini";
import type { AuditEntry, RecordedAction } from "../../mirror/recorded-actions";
import type {
  EventsAnswer,
  FarmTotals,
  RecordedAttempt,
  RecordedEvent,
  RecordedSample,
  UsageRow,
} from "../../mirror/recorded-history";
import type { HiddenAmounts } from "../../proxy/http/viewer-filter";
import type { StoredAction } from "../store/read/read-actions";
import type { StoredAttempt, StoredFarmSample, TaskSample } from "../store/read/read-history";
import type { Usage } from "../store/usage/read-usage";
import type { StoredEvent } from "../store/write/poll-write";

const amountOf = (milli: number | null, isHidden: boolean): number | null =>
  milli === null || isHidden ? null : milli / 1000;

const secondsOf = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

type MilliAmounts = {
  readonly account_milli: number | null;
  readonly coupon_milli: number | null;
  readonly arrears_milli: number | null;
};

const chargesOf = ({ account_milli, coupon_milli, arrears_milli }: MilliAmounts, isHidden: boolean) => ({
  accountCost: amountOf(account_milli, isHidden),
  couponCost: amountOf(coupon_milli, isHidden),
  arrears: amountOf(arrears_milli, isHidden),
});

export const usageRow = (
  { machineMs, observedMs, accountMilli, couponMilli, arrearsMilli, ...usage }: Usage,
  { charges }: HiddenAmounts,
): UsageRow => ({
  ...usage,
  machineSeconds: machineMs / 1000,
  observedSeconds: observedMs / 1000,
  ...chargesOf({ account_milli: accountMilli, coupon_milli: couponMilli, arrears_milli: arrearsMilli }, charges),
});

export const farmTotals = (sample: StoredFarmSample, { charges, balance }: HiddenAmounts): FarmTotals => ({
  atMs: sample.at_ms,
  waiting: sample.waiting,
  rendering: sample.rendering,
  done: sample.done,
  failed: sample.failed,
  stopped: sample.stopped,
  activeTasks: sample.active_tasks,
  cost: amountOf(sample.spend_milli, charges),
  balance: amountOf(sample.balance_milli, balance),
});

export const recordedEvent = ({ seq, type, atMs }: StoredEvent): RecordedEvent => ({ seq, type, atMs });

const detailsSchema = z.object({
  name: z.catch(z.string(), ""),
  userName: z.catch(z.string(), ""),
  failedFrames: z.catch(z.int(), 0),
});

/** An event with what was noted of its task. */
export function taskEvent({ seq, key, type, taskId, atMs, details }: StoredEvent): EventsAnswer["events"][number] {
  const { name = "", userName = "", failedFrames = 0 } = detailsSchema.safeParse(details).data ?? {};
  return { seq, key, type, taskId: Number(taskId), atMs, name, userName, failedFrames };
}

export const recordedAction = ({
  id,
  atMs,
  operation,
  outcome,
  code,
  person,
  isUndo,
}: StoredAction): RecordedAction => ({
  id,
  atMs,
  operation,
  outcome,
  code,
  by: person.name,
  isUndo,
});

const actionDetails = z.catch(z.record(z.string(), z.unknown()), {});

/** `isLimited`: without what only managers may see. */
export function auditEntry(action: StoredAction, isLimited: boolean): AuditEntry {
  const { targets, problem, person, requestId, price } = action;
  const { leftOut, ...details } = actionDetails.parse(action.details);
  const entry = { ...recordedAction(action), targets, problem };
  if (isLimited) return { ...entry, details, person: null, role: null, source: null, requestId: null, price: null };
  return {
    ...entry,
    details: leftOut === undefined ? details : { ...details, leftOut },
    person: person.id,
    role: person.role,
    source: person.source,
    requestId,
    price,
  };
}

export const recordedSample = (sample: TaskSample, { charges }: HiddenAmounts): RecordedSample => ({
  leafId: sample.leaf_id,
  atMs: sample.at_ms,
  statusCode: sample.status_code,
  total: sample.total,
  done: sample.done,
  failed: sample.failed,
  rendering: sample.rendering,
  stopped: sample.stopped,
  machineSeconds: secondsOf(sample.machine_ms),
  ...chargesOf(sample, charges),
});

export const recordedAttempt = (attempt: StoredAttempt, { charges }: HiddenAmounts): RecordedAttempt => ({
  leafId: attempt.leaf_id,
  frameId: attempt.frame_id,
  frameName: attempt.frame_name,
  node: attempt.node,
  startedMs: attempt.started_ms,
  endedMs: attempt.ended_ms,
  statusCode: attempt.status_code,
  renderSeconds: secondsOf(attempt.render_ms),
  ...chargesOf(attempt, charges),
});
