/** What a page reads of the server's memory, over the real routes. */
import { describe, expect, it } from "vitest";
import type { EnvironmentVersion } from "../../mirror/environment-versions";
import { nodeOf } from "../../server/store/testing/make-poll";
import { openHistoryApp } from "../../test/history-app";
import { openPage } from "../../test/open-page";
import {
  deletedEnvironmentsQuery,
  environmentVersionQuery,
  environmentVersionsQuery,
  recordingStateQuery,
  refetching,
  taskLifeQuery,
  usageQuery,
} from "./recorded-history";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.UTC(2026, 10, 2, 8);

const task = (id: number, projectName: string, doneFrames: number) =>
  nodeOf({ id, projectName, statusCode: 5, totalFrames: 100, doneFrames, startedMs: T0 });

/** Two projects of which one has ten frames done, and the other five a day later; and a restart. */
async function open() {
  const history = await openHistoryApp({ now: () => T0 + 2 * DAY });
  await history.write({ atMs: T0, changed: [task(1, "Alps", 0), task(2, "Bear", 0)] });
  await history.write({
    atMs: T0 + HOUR,
    changed: [task(1, "Alps", 10)],
    events: [{ key: "restarted 1", type: "restarted", taskId: "1", atMs: T0 + HOUR }],
  });
  await history.write({ atMs: T0 + DAY + HOUR, changed: [task(2, "Bear", 5)] });
  return { ...history, ...openPage(history.fetch) };
}

const usage = (members: Partial<Parameters<typeof usageQuery>[0]> = {}) =>
  usageQuery({ fromMs: T0 - DAY, toMs: T0 + 2 * DAY, period: "day", by: "project", zone: "UTC", ...members }, "off");

describe("the state of the recording", () => {
  it("is since when the server records", async () => {
    const { client } = await open();
    expect(await client.fetchQuery(recordingStateQuery("off"))).toMatchObject({ recordingSinceMs: T0 });
  });

  it("is a failure while the database is away, with the moment since when", async () => {
    const { client, setAway } = await open();
    setAway(true);
    await expect(client.fetchQuery(recordingStateQuery("off"))).rejects.toMatchObject({
      operation: "history",
      failure: { kind: "proxy", status: 503, sinceMs: T0 + 2 * DAY },
    });
  });
});

describe("usage", () => {
  it("is of the range, by the period, the values and the days of the chosen zone", async () => {
    const { client } = await open();
    const read = async (members?: Parameters<typeof usage>[0]) => {
      const { rows, periods } = await client.fetchQuery(usage(members));
      return { rows: rows.map(({ value, done }) => [value, done]), periods: periods.length };
    };
    expect(await read()).toEqual({
      rows: [
        ["Alps", 10],
        ["Bear", 5],
      ],
      periods: 4,
    });
    expect(await read({ toMs: T0 + 2 * HOUR })).toEqual({ rows: [["Alps", 10]], periods: 2 });
    expect(await read({ fromMs: T0 + DAY })).toEqual({ rows: [["Bear", 5]], periods: 2 });
    expect(await read({ period: "week" })).toMatchObject({ periods: 2 });
    expect(await read({ by: "total" })).toMatchObject({
      rows: [
        ["", 10],
        ["", 5],
      ],
    });
    const { periods } = await client.fetchQuery(usage({ zone: "Asia/Shanghai" }));
    expect(periods.map((ms) => (ms / HOUR) % 24)).toEqual(periods.map(() => 16));
  });

  it("of another range, period, value or zone is another one in the memory of the page", async () => {
    const { client, asked } = await open();
    const all = [
      {},
      { fromMs: T0 },
      { toMs: T0 + DAY },
      { period: "week" },
      { by: "user" },
      { zone: "Asia/Tokyo" },
    ] as const;
    for (const members of [...all, ...all]) await client.fetchQuery(usage(members));
    expect(asked).toHaveLength(all.length);
  });
});

it("the life of a task is what was recorded of it", async () => {
  const { client } = await open();
  const [first, second] = await Promise.all([1, 2].map((id) => client.fetchQuery(taskLifeQuery(id))));
  expect(first?.events.map(({ type }) => type)).toEqual(["restarted"]);
  expect(second?.events).toEqual([]);
});

it.each([
  ["a later format", { format: 2, nowMs: 1, rows: [], events: [], versions: [], environments: [] }],
  ["other members", { format: 1 }],
  ["null", null],
  ["a text", "text"],
])("an answer of a server of another build is a failure, not data: %s", async (_, body) => {
  const { client } = openPage(() => Response.json(body));
  const reads: readonly Promise<unknown>[] = [
    client.fetchQuery(recordingStateQuery("off")),
    client.fetchQuery(usage()),
    client.fetchQuery(taskLifeQuery(1)),
    client.fetchQuery(deletedEnvironmentsQuery(2000)),
    client.fetchQuery(environmentVersionQuery(2000, "a", 1)),
    client.fetchInfiniteQuery(environmentVersionsQuery(2000, "a", "off")),
  ];
  const failure = { kind: "shape", certainty: "not-sent" };
  await Promise.all(reads.map((read) => expect(read).rejects.toMatchObject({ operation: "history", failure })));
});

it("what was recorded is read again every minute, after a failure in 15 s, and never with polling off", () => {
  const intervals = (["auto", "5", "off"] as const).map((polling) =>
    ["success", "error"].map((status) => refetching(polling).refetchInterval({ state: { status } })),
  );
  expect(intervals).toEqual([
    [60_000, 15_000],
    [60_000, 15_000],
    [false, false],
  ]);
});

/** A server with five versions of "a & b", which sends two at once. */
function openVersions() {
  const versions: EnvironmentVersion[] = [5, 4, 3, 2, 1].map((version) => ({
    version,
    atMs: version,
    operation: null,
    environment: null,
  }));
  return openPage(({ url }) => {
    const { pathname, searchParams } = new URL(url);
    if (pathname === "/api/history/environments/2000/deleted")
      return Response.json({ format: 1, recordingSinceMs: 1, environments: [{ name: "old" }] });
    if (pathname !== "/api/history/environments/2000/versions" || searchParams.get("name") !== "a & b")
      return new Response(null, { status: 404 });
    const before = Number(searchParams.get("before") ?? 99);
    const left = versions.filter(({ version }) => version < before);
    return Response.json({ format: 1, recordingSinceMs: 1, versions: left.slice(0, 2), hasMore: left.length > 2 });
  });
}

describe("versions of an environment", () => {
  it("are read page after page, newest first, to the first one", async () => {
    const { client } = openVersions();
    const { pages } = await client.fetchInfiniteQuery({ ...environmentVersionsQuery(2000, "a & b", "off"), pages: 9 });
    expect(pages.map(({ versions }) => versions.map(({ version }) => version))).toEqual([[5, 4], [3, 2], [1]]);
  });

  it("can be read one by one; a version that is not recorded is none", async () => {
    const { client } = openVersions();
    const read = (version: number) => client.fetchQuery(environmentVersionQuery(2000, "a & b", version));
    expect([(await read(4))?.version, (await read(5))?.version, await read(9)]).toEqual([4, 5, null]);
  });

  it("of a deleted environment are found by its name", async () => {
    const { client } = openVersions();
    const { environments } = await client.fetchQuery(deletedEnvironmentsQuery(2000));
    expect(environments.map(({ name }) => name)).toEqual(["old"]);
  });
});
