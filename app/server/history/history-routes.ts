/**
 * GET /api/history/state, /usage, /farm, /tasks/<id> and /environments/…: what the store has recorded; since-routes.ts and
 * action-routes.ts have more.
 * A bad parameter is the problem `invalid-request` with its reason, a database that is away `history-unavailable` with the moment
 * since when.
 */
import type { Context, Hono } from "hono";
import {
  type FarmAnswer,
  RECORDED_FORMAT,
  type RecordingState,
  type TaskLife,
  type UsageAnswer,
} from "../../mirror/recorded-history";
import { compressedJson } from "../../proxy/http/compressed-json";
import { Problem } from "../../proxy/http/problem";
import type { RouteEnv } from "../../proxy/http/request-listener";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { HiddenAmounts, HiddenAmountsOf } from "../../proxy/http/viewer-filter";
import type { AccountStore } from "../store/account-store";
import { failureOf, isOutage } from "../store/store-error";
import { bucketsOf } from "../store/usage/boundaries";
import { addActionRoutes } from "./action-routes";
import { deletedOf, versionsOf } from "./environment-versions";
import { readFarmParameters, readUsageParameters, readVersionsParameters } from "./history-parameters";
import { farmTotals, recordedAction, recordedAttempt, recordedEvent, recordedSample, usageRow } from "./recorded-rows";
import { addSinceRoutes } from "./since-routes";

export const HISTORY_PATH = "/api/history";

/** Of a task, the newest of each are sent. */
const MAX_SAMPLES = 2000;
const MAX_ATTEMPTS = 2000;
/** A task is submitted before the collector sees it for the first time. */
const MAX_UNSEEN_MS = 86_400_000;

export type HistoryRouteOptions = {
  readonly account: AccountStore;
  readonly headers: Pick<ResponseHeaders, "json">;
  readonly hiddenAmounts: HiddenAmountsOf;
  readonly now?: () => number;
};

/** Adds the routes. */
export function addHistoryRoutes(
  app: Hono<RouteEnv>,
  { account, headers, hiddenAmounts, now = Date.now }: HistoryRouteOptions,
): void {
  const read = createReader(account, now);

  const send = (c: Context<RouteEnv>, answer: object) => compressedJson(c, answer, headers);

  app.get(`${HISTORY_PATH}/state`, async (c) => {
    const { recordingSinceMs } = await read(() => account.state());
    const answer: RecordingState = {
      format: RECORDED_FORMAT,
      nowMs: now(),
      recordingSinceMs,
      notRecordedSinceMs: account.outage?.sinceMs ?? null,
    };
    return send(c, answer);
  });

  app.get(`${HISTORY_PATH}/usage`, async (c) => {
    const query = readUsageParameters(c.req.query());
    const periods = periodsOf(query);
    const hidden = await hiddenAmounts(c.env.incoming);
    const [{ recordingSinceMs }, usage] = await read(() => Promise.all([account.state(), account.usage(query)]));
    const answer: UsageAnswer = {
      format: RECORDED_FORMAT,
      nowMs: now(),
      recordingSinceMs,
      periods,
      rows: usage.map((row) => usageRow(row, hidden)),
    };
    return send(c, answer);
  });

  app.get(`${HISTORY_PATH}/farm`, async (c) => {
    const { fromMs, toMs, everyMs } = readFarmParameters(c.req.query());
    const hidden = await hiddenAmounts(c.env.incoming);
    const samples = await read(() => account.farmSamples(fromMs, toMs, everyMs));
    const answer: FarmAnswer = {
      format: RECORDED_FORMAT,
      samples: samples.map((sample) => farmTotals(sample, hidden)),
    };
    return send(c, answer);
  });

  app.get(`${HISTORY_PATH}/tasks/:id{\\d{1,20}}`, async (c) => {
    const hidden = await hiddenAmounts(c.env.incoming);
    return send(c, await read(() => lifeOf(account, c.req.param("id"), hidden)));
  });

  app.get(`${HISTORY_PATH}/environments/:cgId{\\d{1,9}}/versions`, async (c) => {
    const query = readVersionsParameters(c.req.query());
    return send(c, await read(() => versionsOf(account, Number(c.req.param("cgId")), query)));
  });

  app.get(`${HISTORY_PATH}/environments/:cgId{\\d{1,9}}/deleted`, async (c) =>
    send(c, await read(() => deletedOf(account, Number(c.req.param("cgId"))))),
  );

  addActionRoutes(app, { path: HISTORY_PATH, account, read, send, headers });
  addSinceRoutes(app, { path: HISTORY_PATH, account, read, send, hiddenAmounts, now });
}

/** Throws a Problem for more periods than one answer has. */
function periodsOf({ period, fromMs, toMs, zone }: ReturnType<typeof readUsageParameters>): number[] {
  try {
    return bucketsOf(period, fromMs, toMs, zone).map(({ startMs }) => startMs);
  } catch (error) {
    if (error instanceof RangeError) throw new Problem("invalid-request", { detail: error.message });
    throw error;
  }
}

async function lifeOf(account: AccountStore, id: string, hidden: HiddenAmounts): Promise<TaskLife> {
  const [{ recordingSinceMs }, events, samples] = await Promise.all([
    account.state(),
    account.eventsOfTask(id),
    account.samples(id),
  ]);
  // A layer has attempts of its own; a task has those of its leaves.
  const leaves = new Set([id, ...samples.map(({ leaf_id }) => leaf_id)]);
  const attempts = (await Promise.all([...leaves].map((leaf) => account.attempts(leaf)))).flat();
  const [first] = newest(samples, samples.length, ({ at_ms }) => at_ms);
  const actions = first ? await account.actionsOfTasks([...leaves], first.at_ms - MAX_UNSEEN_MS) : [];
  return {
    format: RECORDED_FORMAT,
    recordingSinceMs,
    events: events.map(recordedEvent),
    actions: actions.map(recordedAction).toReversed(),
    samples: newest(samples, MAX_SAMPLES, ({ at_ms }) => at_ms).map((sample) => recordedSample(sample, hidden)),
    attempts: newest(attempts, MAX_ATTEMPTS, ({ started_ms }) => started_ms).map((attempt) =>
      recordedAttempt(attempt, hidden),
    ),
    attemptCount: attempts.length,
  };
}

/** The newest `count` rows, oldest first. */
const newest = <Row>(rows: readonly Row[], count: number, msOf: (row: Row) => number): Row[] =>
  rows.toSorted((a, b) => msOf(a) - msOf(b)).slice(-count);

/** Runs reads of the store. An outage becomes a Problem that says since when the history cannot be read. */
function createReader(account: AccountStore, now: () => number) {
  let unreadSinceMs: number | null = null;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      unreadSinceMs = null;
      return result;
    } catch (error) {
      const failure = failureOf(error);
      if (!isOutage(failure)) throw error;
      unreadSinceMs ??= now();
      const sinceMs = Math.min(unreadSinceMs, account.outage?.sinceMs ?? Number.POSITIVE_INFINITY);
      throw new Problem("history-unavailable", { sinceMs, detail: `The database does not answer: ${failure}.` });
    }
  };
}
