/** What a page makes of the answers of the live endpoint, one after another. */
import { afterEach, describe, expect, it } from "vitest";
import { LIVE_FORMAT, type LiveAnswer } from "../../mirror/live-tasks";
import { mergeTasks } from "../../mirror/merge-poll";
import { readMsOf } from "../../mirror/read-times";
import { emptyHistory } from "../../mirror/task-history";
import type { Failure } from "../../protocol/wire/failure";
import { makeTask } from "../../test/make-task";
import { openPage } from "../../test/open-page";
import { teamState } from "../team/team-state";
import { collectorState } from "./collector-state";
import { eventMemory } from "./event-memory";
import { fetchLiveHistory } from "./live-history";
import { readHistory } from "./task-history-query";
import { taskKeys } from "./task-keys";

const failure: Failure = { kind: "farm", code: 611, message: "", certainty: "not-sent" };
const figures = { total: 0, pageCount: 1, pagesRead: 1, isComplete: true, failedPages: [], malformed: [] };
const collector = { state: "reading", failure: null, lastGoodReadMs: 1, paceMs: 5000, backlog: 0 } as const;
/** The server's clock, an hour behind that of the page. */
const serverNow = () => Date.now() - 3_600_000;
const answerOf = (members: Partial<LiveAnswer> = {}): LiveAnswer => ({
  format: LIVE_FORMAT,
  run: "r1",
  revision: 1,
  nowMs: serverNow(),
  figures,
  collector,
  events: null,
  tasks: [],
  removed: [],
  reads: [],
  ...members,
});
/** Tasks that the server has read at this moment of its clock. */
const withTasks = (readMs: number, ...ids: readonly number[]) => ({
  tasks: ids.map((id) => makeTask({ id })),
  reads: [[readMs, ...ids.map((id, index) => id - (ids[index - 1] ?? 0))]] as const,
});

afterEach(() => {
  teamState.set(null);
  collectorState.set(null);
  eventMemory.set(null);
});

/** A page and a server that gives these answers; parts by key, those that are missing are refused. */
function open(answers: readonly unknown[], parts: Readonly<Record<string, unknown>> = {}) {
  const left = [...answers];
  const page = openPage(({ url }) => {
    const key = /\/parts\/(\w+)\?/.exec(url)?.[1];
    if (key === undefined) return Response.json(left.shift());
    return key in parts ? Response.json(parts[key]) : new Response(null, { status: 503 });
  });
  const poll = (isFresh = false) => fetchLiveHistory(page.client, { signal: new AbortController().signal, isFresh });
  return { ...page, poll, parts, history: () => readHistory(page.client) };
}

const ids = ({ nodes }: ReturnType<typeof readHistory>) => [...nodes.keys()].toSorted((a, b) => a - b);

describe("an answer", () => {
  it("is asked for from the revision of the last one, new from the farm where that is wanted", async () => {
    const { poll, asked } = open([
      answerOf({ revision: 7 }),
      answerOf({ revision: 8 }),
      answerOf({ run: "r2" }),
      answerOf(),
    ]);
    await poll();
    await poll(true);
    await poll();
    await poll();
    expect(asked.map((path) => path.replace("/api/live/tasks", ""))).toEqual([
      "",
      "?run=r1&since=7&fresh=1",
      "?run=r1&since=8",
      "?run=r2&since=1",
    ]);
  });

  it("has moments of the server's clock, which become those of the page", async () => {
    const readMs = serverNow() - 2000;
    const { poll, history } = open([answerOf(withTasks(readMs, 1, 4))]);
    await poll();
    for (const id of [1, 4]) {
      const ageMs = Date.now() - (readMsOf(history().readTimes, id) ?? 0);
      expect(ageMs).toBeGreaterThanOrEqual(2000);
      expect(ageMs).toBeLessThan(10_000);
    }
  });

  it("leaves what the page has read itself since it asked, and takes what is as new as its own read", async () => {
    const { client, poll, history } = open([answerOf(withTasks(serverNow() - 60_000, 1, 2))]);
    const now = Date.now();
    const own = mergeTasks(emptyHistory, [makeTask({ id: 1, doneFrames: 5 })], now - 1000);
    client.setQueryData(taskKeys.history, mergeTasks(own, [makeTask({ id: 2, doneFrames: 5 })], now + 60_000));
    await poll();
    expect([1, 2].map((id) => history().nodes.get(id)?.task.doneFrames)).toEqual([0, 5]);
    // The server knows the page's own read, so its row is as new as that.
    expect(readMsOf(history().readTimes, 1)).toBe(now - 1000);
  });

  it("says how the server reads the farm, and which memory of events it has", async () => {
    const events = { sinceMs: 5, lastSeq: 9 };
    const { poll } = open([answerOf({ nowMs: 77, events }), { ...answerOf(), events: undefined }]);
    await poll();
    expect([collectorState.get(), eventMemory.get()]).toEqual([{ ...collector, nowMs: 77 }, events]);
    await poll();
    expect(eventMemory.get()).toBeNull();
  });

  it("with a failure of the farm is taken, and the failure is that of the page", async () => {
    const failing = { ...collector, state: "failing", failure } as const;
    const { poll, history } = open([answerOf({ ...withTasks(1, 3), collector: failing })]);
    await expect(poll()).rejects.toMatchObject({ operation: "getTaskList", failure });
    expect(ids(history())).toEqual([3]);
  });

  it.each([{ ...answerOf(), format: LIVE_FORMAT + 1 }, {}, null, "text"])(
    "of a server of another build is a failure: %j",
    async (body) => {
      const { poll, history } = open([body]);
      await expect(poll()).rejects.toMatchObject({
        operation: "getTaskList",
        failure: { kind: "shape", detail: "no answer of the live endpoint", certainty: "not-sent" },
      });
      expect(history()).toBe(emptyHistory);
    },
  );
});

describe("a server that has never read the farm", () => {
  const unread = { ...collector, state: "failing", failure, lastGoodReadMs: null } as const;

  it("has no list: the first load fails, and claims no empty one", async () => {
    const { client, poll } = open([answerOf({ collector: unread })]);
    await expect(poll()).rejects.toMatchObject({ failure });
    expect(client.getQueryData(taskKeys.history)).toBeUndefined();
    expect(collectorState.get()).toBeNull();
  });

  it.each<[string, Partial<LiveAnswer>]>([
    ["tasks", withTasks(1, 3)],
    ["parts", { parts: [{ key: "0", version: "1" }] }],
    ["a total", { figures: { ...figures, total: 4 } }],
  ])("but has %s of its memory has a list", async (_, members) => {
    const { client, poll } = open([answerOf({ collector: unread, ...members })]);
    await expect(poll()).rejects.toMatchObject({ failure });
    expect(client.getQueryData(taskKeys.history)).toBeDefined();
  });
});

const tasksOfPart = (...taskIds: readonly number[]) => ({ tasks: taskIds.map((id) => makeTask({ id })) });

describe("a list in parts", () => {
  const parts = ["a", "b", "c", "d"].map((key) => ({ key, version: `${key}1` }));
  const reads = [[serverNow(), 1, 1, 1, 1, 1]] as const;
  const whole = answerOf({
    ...withTasks(1, 5),
    reads,
    parts,
    figures: { ...figures, total: 5, pageCount: 9, pagesRead: 9 },
  });

  it("is loaded part after part, of the run and the version, and then has the figures of the server", async () => {
    const { poll, history, asked } = open([whole], {
      a: tasksOfPart(4),
      b: tasksOfPart(3),
      c: tasksOfPart(2),
      d: tasksOfPart(1),
    });
    await poll();
    expect(ids(history())).toEqual([1, 2, 3, 4, 5]);
    expect(history()).toMatchObject({ isComplete: true, total: 5, pageCount: 9, pagesRead: 9 });
    expect(asked.slice(1)).toEqual(parts.map(({ key, version }) => `/api/live/tasks/parts/${key}?run=r1&v=${version}`));
  });

  it("counts its progress in parts, and goes on with the missing ones after a failure", async () => {
    const served: Record<string, unknown> = { a: tasksOfPart(4), b: null, c: {} };
    const { poll, history, asked } = open(
      [whole, answerOf({ revision: 2, figures: { ...figures, total: 5 } })],
      served,
    );
    await expect(poll()).rejects.toMatchObject({ failure: { kind: "proxy", status: 503 } });
    expect(ids(history())).toEqual([4, 5]);
    expect(history()).toMatchObject({ isComplete: false, pageCount: 4, pagesRead: 3 });
    const before = asked.length;
    served["d"] = tasksOfPart(1);
    await poll();
    expect(asked.slice(before + 1)).toEqual(["/api/live/tasks/parts/d?run=r1&v=d1"]);
    expect(ids(history())).toEqual([1, 4, 5]);
    expect(history().isComplete).toBe(true);
  });

  it("drops the tasks that are not among those of the server", async () => {
    const { client, poll, history } = open([answerOf({ ...withTasks(1, 5), parts: [] })]);
    client.setQueryData(taskKeys.history, mergeTasks(emptyHistory, [makeTask({ id: 9 })], 1));
    await poll();
    expect(ids(history())).toEqual([5]);
  });
});

describe("what the team has noted", () => {
  const state = { at: "1.4", claims: new Map(), notes: new Map(), seen: new Map(), views: [], fetched: new Map() };
  const team = { at: "1.5", isWhole: false, claims: [], notes: [[7, 2]], seen: [], fetched: [] } as const;

  it("is asked for from the place of the page, and comes with the answer", async () => {
    teamState.set(state);
    const { poll, asked } = open([answerOf({ team }), answerOf()]);
    await poll();
    expect(teamState.get()).toMatchObject({ at: "1.5", notes: new Map([[7, 2]]) });
    await poll();
    expect(asked).toEqual(["/api/live/tasks?team=1.4", "/api/live/tasks?run=r1&since=1&team=1.5"]);
  });

  it("is not taken over what a write has brought meanwhile", async () => {
    const written = { ...state, at: "1.9" };
    const { client } = openPage(() => {
      teamState.set(written);
      return Response.json(answerOf({ team }));
    });
    await fetchLiveHistory(client, { signal: new AbortController().signal, isFresh: false });
    expect(teamState.get()).toBe(written);
  });
});
