/** GET /api/history/growth, /events, /failures and /absence: what happened since a moment, or since an event. */
import type { Context, Hono } from "hono";
import { mergeSteps } from "../../mirror/growth-steps";
import {
  type AbsenceAnswer,
  type EventsAnswer,
  type FailuresAnswer,
  type GrowthAnswer,
  RECORDED_FORMAT,
} from "../../mirror/recorded-history";
import type { RouteEnv } from "../../proxy/http/request-listener";
import type { HiddenAmountsOf } from "../../proxy/http/viewer-filter";
import type { AccountStore } from "../store/account-store";
import { countedFrom, samplesFrom, spendSince, stepsOf } from "./growth";
import { readAbsenceParameters, readEventParameters, readGrowthParameters } from "./history-parameters";
import { taskEvent } from "./recorded-rows";

/** Events of one answer; a page asks again for the rest. */
const MAX_EVENTS = 1000;
/** A sample may carry a moment that is a little ahead of this machine's idea of the farm's clock, ms. */
const AHEAD_MS = 3_600_000;

export type SinceRouteOptions = {
  readonly path: string;
  readonly account: AccountStore;
  /** Runs reads of the store; an outage becomes a Problem. */
  readonly read: <T>(work: () => Promise<T>) => Promise<T>;
  readonly send: (c: Context<RouteEnv>, answer: object) => Promise<Response>;
  readonly hiddenAmounts: HiddenAmountsOf;
  readonly now: () => number;
};

/** Adds the routes. */
export function addSinceRoutes(
  app: Hono<RouteEnv>,
  { path, account, read, send, hiddenAmounts, now }: SinceRouteOptions,
): void {
  app.get(`${path}/growth`, async (c) => {
    const { fromMs, everyMs } = readGrowthParameters(c.req.query(), now());
    const { charges } = await hiddenAmounts(c.env.incoming);
    const [{ recordingSinceMs }, samples] = await read(() =>
      Promise.all([account.state(), samplesFrom(account, fromMs, now() + AHEAD_MS)]),
    );
    const steps = mergeSteps(stepsOf(samples, fromMs, charges), everyMs);
    return send(c, { format: RECORDED_FORMAT, recordingSinceMs, steps } satisfies GrowthAnswer);
  });

  app.get(`${path}/events`, async (c) => {
    const { afterSeq } = readEventParameters(c.req.query());
    const events = await read(() => account.eventsSince(afterSeq, MAX_EVENTS));
    return send(c, { format: RECORDED_FORMAT, events: events.map(taskEvent) } satisfies EventsAnswer);
  });

  app.get(`${path}/failures`, async (c) => {
    const { fromMs } = readAbsenceParameters(c.req.query());
    const answer = await read(async () => {
      const fromCountedMs = await countedFrom(account, fromMs);
      const tasks = fromCountedMs === null ? [] : await account.taskFailures(fromCountedMs);
      return { fromMs: fromCountedMs, tasks };
    });
    return send(c, {
      format: RECORDED_FORMAT,
      fromMs: answer.fromMs,
      tasks: answer.tasks.map(({ taskId, failed }) => ({ taskId: Number(taskId), failed })),
    } satisfies FailuresAnswer);
  });

  app.get(`${path}/absence`, async (c) => {
    const { fromMs } = readAbsenceParameters(c.req.query());
    const { charges } = await hiddenAmounts(c.env.incoming);
    const [spent, counts] = await read(() => Promise.all([spendSince(account, fromMs), account.eventCounts(fromMs)]));
    return send(c, {
      format: RECORDED_FORMAT,
      fromMs: spent.fromMs,
      spend: charges ? null : spent.spend,
      tasks: Object.fromEntries(counts.map(({ type, tasks }) => [type, tasks])),
    } satisfies AbsenceAnswer);
  });
}
