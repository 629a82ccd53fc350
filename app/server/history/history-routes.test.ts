import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { FarmAnswer, RecordingState, TaskLife, UsageAnswer } from "../../mirror/recorded-history";
import { TASK } from "../../protocol/tasks/task-status";
import { type HistoryApp, openHistoryApp } from "../../test/history-app";
import { nodeOf } from "../store/testing/make-poll";
import type { FarmSample, FrameAttempt } from "../store/write/poll-write";

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 2, 8);

const task = (id: number, members: object) =>
  nodeOf({ statusCode: TASK.rendering, totalFrames: 100, startedMs: T0, projectName: "Alps", ...members, id });

const farm: FarmSample = {
  waiting: 1,
  rendering: 2,
  done: 3,
  failed: 4,
  stopped: 5,
  activeTasks: 6,
  spend: 7.125,
  balance: 8.5,
};

const attempt: FrameAttempt = {
  leafId: "1",
  frameId: "11",
  frameName: "0001",
  startedMs: T0,
  endedMs: T0 + 90_500,
  node: "node-7",
  statusCode: 4,
  renderSeconds: 90.5,
  accountCost: 0.25,
  couponCost: 0,
  arrears: 0.001,
};

/** Two polls an hour apart: ten frames done, two failed, for 1.25 + 0.5 + 0.001. */
async function openRecorded(options: Parameters<typeof openHistoryApp>[0] = {}) {
  const app = await openHistoryApp({ now: () => T0 + 2 * HOUR, ...options });
  await app.write({ atMs: T0, changed: [task(1, {})], farm });
  const done = { doneFrames: 10, failedFrames: 2, machineSeconds: 601.5 };
  await app.write({
    atMs: T0 + HOUR,
    changed: [task(1, { ...done, accountCost: 1.25, couponCost: 0.5, arrears: 0.001 })],
    events: [{ key: "restarted 1", type: "restarted", taskId: "1", atMs: T0 + HOUR }],
    attempts: [attempt],
    farm: { ...farm, done: 13 },
  });
  return app;
}

async function json<Answer>(app: HistoryApp, path: string): Promise<Answer> {
  const response = await app.get(path);
  expect(response.status).toBe(200);
  return JSON.parse(await response.text());
}

async function problem(app: HistoryApp, path: string) {
  const response = await app.get(path);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const body: Record<string, unknown> = JSON.parse(await response.text());
  return { ...body, type: String(body["type"]).split(":").at(-1) };
}

const usage = (query = "") =>
  `/api/history/usage?${String(
    new URLSearchParams({
      from: String(T0 - 24 * HOUR),
      to: String(T0 + 24 * HOUR),
      period: "day",
      by: "project",
      zone: "UTC",
      ...Object.fromEntries(new URLSearchParams(query)),
    }),
  )}`;

describe("GET /api/history/state", () => {
  it("says since when polls are recorded, and that none was", async () => {
    const empty = await openHistoryApp({ now: () => 5 });
    expect(await json<RecordingState>(empty, "/api/history/state")).toEqual({
      format: 1,
      nowMs: 5,
      recordingSinceMs: null,
      notRecordedSinceMs: null,
    });
    const app = await openRecorded();
    expect(await json(app, "/api/history/state")).toMatchObject({ recordingSinceMs: T0 });
  });
});

describe("GET /api/history/usage", () => {
  it("has amounts in units of the currency, durations in seconds, and the start of every period", async () => {
    const app = await openRecorded();
    const day = Date.UTC(2026, 10, 2);
    expect(await json<UsageAnswer>(app, usage())).toEqual({
      format: 1,
      nowMs: T0 + 2 * HOUR,
      recordingSinceMs: T0,
      periods: [day - 24 * HOUR, day, day + 24 * HOUR],
      rows: [
        {
          startMs: day,
          value: "Alps",
          done: 10,
          failed: 2,
          restarted: 0,
          machineSeconds: 601.5,
          accountCost: 1.25,
          couponCost: 0.5,
          arrears: 0.001,
          unpriced: 0,
          queueMean: null,
          queueMax: 0,
          observedSeconds: 0,
        },
      ],
    });
  });

  it("has days of the asked zone, by name or by minutes", async () => {
    const app = await openRecorded();
    const starts = async (zone: string) => (await json<UsageAnswer>(app, usage(`zone=${zone}`))).periods;
    const shanghai = await starts("Asia/Shanghai");
    expect(new Date(shanghai[1] ?? 0).toISOString()).toBe("2026-11-01T16:00:00.000Z");
    expect(await starts("480")).toEqual(shanghai);
    expect(await starts("-210")).not.toEqual(shanghai);
  });

  it.each([
    ["period=year", /^period must be one of hour, day, week, month\.$/],
    ["by=color", /^by must be one of total, project/],
    ["zone=Mars/Olympus", /^zone is no time zone\.$/],
    ["zone=9999", /^zone is no time zone\.$/],
    ["from=x", /^from must be epoch ms\.$/],
    ["from=-5", /^from must be epoch ms\.$/],
    ["to=9999999999999999", /^to must be epoch ms\.$/],
    [`from=${T0}&to=${T0}`, /^from must be before to\.$/],
    ["from=0&period=hour", /^More than 1900 periods/],
    ["from=&by=", /^from must be epoch ms; by must be one of/],
  ])("refuses %s with the reason, also while nothing is recorded", async (query, detail) => {
    const app = await openHistoryApp();
    const answer = await problem(app, usage(query));
    expect(answer).toMatchObject({ type: "invalid-request", status: 422, detail: expect.stringMatching(detail) });
  });

  it("refuses a request without parameters and names each", async () => {
    const app = await openHistoryApp();
    const { detail } = await problem(app, "/api/history/usage").then((body) => ({
      detail: Reflect.get(body, "detail"),
    }));
    for (const name of ["from", "to", "period", "by", "zone"]) expect(detail).toContain(name);
  });

  it("is compressed for who accepts that", async () => {
    const app = await openRecorded();
    for (let id = 2; id < 40; id += 1)
      await app.write({ atMs: T0 + HOUR + id, changed: [task(id, { projectName: `Project ${id}`, doneFrames: 1 })] });
    const response = await app.get(usage(), { "accept-encoding": "gzip" });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    const text = gunzipSync(Buffer.from(await response.arrayBuffer())).toString("utf8");
    expect(JSON.parse(text).rows).toHaveLength(39);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
});

const farmPath = (query: string) => `/api/history/farm?${query}`;

describe("GET /api/history/farm", () => {
  it("has the last totals of each interval", async () => {
    const app = await openRecorded();
    const { samples } = await json<FarmAnswer>(app, farmPath(`from=${T0}&to=${T0 + 24 * HOUR}&every=${24 * HOUR}`));
    expect(samples).toEqual([
      {
        atMs: T0 + HOUR,
        waiting: 1,
        rendering: 2,
        done: 13,
        failed: 4,
        stopped: 5,
        activeTasks: 6,
        cost: 7.125,
        balance: 8.5,
      },
    ]);
  });

  it.each([
    [`from=0&to=${T0}&every=1000`, /^More than 5000 samples/],
    ["from=0&to=10&every=0", /^every must be ms/],
    ["from=10&to=0&every=1", /^from must be before to/],
  ])("refuses %s with the reason", async (query, detail) => {
    const app = await openHistoryApp();
    expect(await problem(app, farmPath(query))).toMatchObject({
      type: "invalid-request",
      detail: expect.stringMatching(detail),
    });
  });
});

describe("GET /api/history/tasks/<id>", () => {
  it("has events, samples and attempts of its leaves", async () => {
    const app = await openRecorded();
    const life = await json<TaskLife>(app, "/api/history/tasks/1");
    expect(life.events).toEqual([{ seq: 1, type: "restarted", atMs: T0 + HOUR }]);
    expect(life.samples.map(({ atMs, done, accountCost }) => [atMs, done, accountCost])).toEqual([
      [T0, 0, null],
      [T0 + HOUR, 10, 1.25],
    ]);
    expect(life.attempts).toEqual([{ ...attempt }]);
    expect([life.attemptCount, life.recordingSinceMs]).toEqual([1, T0]);
  });

  it("has the attempts of a layer, and of all layers of a task", async () => {
    const app = await openHistoryApp();
    const layers = [2, 3].map((id) => nodeOf({ id, parentId: 1, totalFrames: 10, doneFrames: 1 }).task);
    const shell = nodeOf({ id: 1, isShell: true, children: layers });
    const attempts = ["2", "3"].map((leafId) => ({ ...attempt, leafId }));
    await app.write({ atMs: T0, changed: [shell], attempts });
    const leavesOf = async (id: string) =>
      (await json<TaskLife>(app, `/api/history/tasks/${id}`)).attempts.map(({ leafId }) => leafId);
    expect(await leavesOf("1")).toEqual(["2", "3"]);
    expect(await leavesOf("3")).toEqual(["3"]);
  });

  it("has the newest of many attempts, and says how many there are", async () => {
    const app = await openHistoryApp();
    const attempts = Array.from({ length: 2010 }, (_, index) => ({
      ...attempt,
      frameId: String(index),
      startedMs: T0 + index,
    }));
    await app.write({ atMs: T0, changed: [task(1, {})], attempts });
    const life = await json<TaskLife>(app, "/api/history/tasks/1");
    expect([life.attemptCount, life.attempts.length, life.attempts[0]?.startedMs]).toEqual([2010, 2000, T0 + 10]);
  });

  it("is empty for a task that was never seen, and no page for another id", async () => {
    const app = await openRecorded();
    expect(await json(app, "/api/history/tasks/99")).toMatchObject({ events: [], samples: [], attempts: [] });
    expect((await app.get("/api/history/tasks/x")).status).toBe(404);
  });
});

describe("amounts that are hidden from viewers", () => {
  const paths = [usage(), `/api/history/farm?from=0&to=${T0 + 24 * HOUR}&every=${24 * 1000 * HOUR}`];
  const amounts = async (app: HistoryApp) => {
    const texts = await Promise.all(
      [...paths, "/api/history/tasks/1"].map(async (path) => JSON.stringify(await json(app, path))),
    );
    return [...texts.join("").matchAll(/"(accountCost|couponCost|arrears|cost|balance)":([^,}]+)/g)].map(
      ([, name = "", value = ""]) => [name, value] as const,
    );
  };

  it("are null, charges and balance each by its flag", async () => {
    const hidden = await amounts(
      await openRecorded({ hiddenAmounts: async () => ({ charges: true, balance: false }) }),
    );
    const shownOf = (list: typeof hidden) =>
      new Set(list.filter(([, value]) => value !== "null").map(([name]) => name));
    expect(shownOf(hidden)).toEqual(new Set(["balance"]));
    const open = await amounts(await openRecorded());
    expect(open.map(([name]) => name)).toEqual(hidden.map(([name]) => name));
    expect(shownOf(open)).toEqual(new Set(["accountCost", "couponCost", "arrears", "cost", "balance"]));
    const noBalance = await openRecorded({ hiddenAmounts: async () => ({ charges: false, balance: true }) });
    expect(shownOf(await amounts(noBalance))).not.toContain("balance");
  });
});

describe("a database that is away", () => {
  it("is a problem of its own, with the moment of the first read that failed", async () => {
    let nowMs = T0 + 2 * HOUR;
    const app = await openRecorded({ now: () => nowMs });
    app.setAway(true);
    for (const path of ["/api/history/state", usage(), "/api/history/tasks/1"]) {
      expect(await problem(app, path)).toMatchObject({
        type: "history-unavailable",
        status: 503,
        sinceMs: T0 + 2 * HOUR,
      });
      nowMs += HOUR;
    }
    app.setAway(false);
    await json(app, "/api/history/state");
    app.setAway(true);
    expect(await problem(app, usage())).toMatchObject({ sinceMs: T0 + 5 * HOUR });
  });

  it("is no excuse for a fault of the program", async () => {
    const app = await openRecorded();
    await app.close();
    expect(await problem(app, "/api/history/state")).toMatchObject({ type: "internal", status: 500 });
  });
});
