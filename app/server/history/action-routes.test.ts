import { describe, expect, it } from "vitest";
import type { AuditAnswer } from "../../mirror/recorded-actions";
import { type HistoryAppOptions, openHistoryApp } from "../../test/history-app";
import { readCsv } from "../../test/read-csv";
import { mei } from "../store/testing/make-action";

const T0 = Date.UTC(2026, 10, 2, 8);

/** A stop, its undo at a price, a refused label, and a stop by a name that is a formula and two lines. */
async function openAudit(options: HistoryAppOptions = {}) {
  const app = await openHistoryApp(options);
  await app.act({ atMs: T0, details: { taskParam: [1, 2] }, requestId: "r0" });
  await app.act({
    atMs: T0 + 1,
    operation: "startTask",
    details: { taskParam: [1] },
    isUndo: true,
    price: { low: 4.8, high: 6, currency: "CNY" },
  });
  await app.act({
    atMs: T0 + 2,
    operation: "addLabel",
    outcome: "refused",
    code: null,
    problem: "forbidden",
    details: { newName: "hero", leftOut: 3 },
    targets: ["hero"],
  });
  await app.act({
    atMs: T0 + 3,
    person: { ...mei, id: "evil", name: '=cmd|"x"\r\nAnna' },
    details: { taskParam: [3] },
  });
  const read = async (query = ""): Promise<AuditAnswer> =>
    JSON.parse(await (await app.get(`/api/history/actions${query}`)).text());
  const operations = async (query: string) => (await read(query)).actions.map(({ operation }) => operation);
  return { ...app, read, operations };
}

describe("GET /api/history/actions", () => {
  it("has all of it for a manager, newest first", async () => {
    const { read } = await openAudit();
    const { actions, isLimited, next } = await read();
    expect([isLimited, next, actions.map(({ atMs }) => atMs - T0)]).toEqual([false, null, [3, 2, 1, 0]]);
    expect(actions[1]).toMatchObject({
      by: "Mei",
      person: mei.id,
      role: "manager",
      source: "session",
      problem: "forbidden",
      targets: ["hero"],
      details: { newName: "hero", leftOut: 3 },
    });
    expect(actions[2]).toMatchObject({ isUndo: true, price: { low: 4.8, high: 6, currency: "CNY" } });
    expect(actions[3]).toMatchObject({ requestId: "r0", outcome: "accepted", code: 200, targets: ["1", "2"] });
  });

  it.each(["operator", "viewer"] as const)(
    "has for the role %s what was done to tasks, and of people the names",
    async (role) => {
      const { read, get } = await openAudit({ person: { ...mei, id: "other", role } });
      const { actions, isLimited } = await read();
      expect([isLimited, actions.map(({ operation, by }) => [operation, by])]).toEqual([
        true,
        [
          ["stopTask", '=cmd|"x" Anna'],
          ["startTask", "Mei"],
          ["stopTask", "Mei"],
        ],
      ]);
      const hidden = { person: null, role: null, source: null, requestId: null, price: null };
      for (const action of actions) expect(action).toMatchObject(hidden);
      expect((await read("?operation=addLabel")).actions).toEqual([]);
      expect((await get("/api/history/actions?person=evil")).status).toBe(422);
      const csv = await (await get("/api/history/actions?format=csv")).text();
      for (const secret of [mei.id, "evil,", "hero", "r0", "4.8"]) expect(csv).not.toContain(secret);
    },
  );

  it("filters by person, operation, outcome, task and time", async () => {
    const { operations } = await openAudit();
    expect(await operations("?person=evil")).toEqual(["stopTask"]);
    expect(await operations("?operation=startTask")).toEqual(["startTask"]);
    expect(await operations("?outcome=refused")).toEqual(["addLabel"]);
    expect(await operations("?target=1")).toEqual(["startTask", "stopTask"]);
    expect(await operations(`?from=${T0 + 1}&to=${T0 + 3}`)).toEqual(["addLabel", "startTask"]);
    expect(await operations("?target=1&outcome=unknown")).toEqual([]);
  });

  it("gives a page after the other by its cursor", async () => {
    const { read } = await openAudit();
    const first = await read("?limit=3");
    expect(first.actions).toHaveLength(3);
    const second = await read(`?limit=3&after=${first.next}`);
    expect([second.actions.map(({ atMs }) => atMs), second.next]).toEqual([[T0], null]);
  });

  it.each([
    "from=x",
    "from=5&to=5",
    "operation=rm",
    "outcome=fine",
    "target=a",
    "after=5",
    "after=5.'",
    "limit=0",
    "limit=201",
    "limit=-1",
    "format=xml",
    `person=${"x".repeat(201)}`,
  ])("refuses %.30s", async (query) => {
    const { get } = await openAudit();
    expect((await get(`/api/history/actions?${query}`)).status).toBe(422);
  });

  it("is a file of all that a filter finds, in which no name is a formula or a second line", async () => {
    const { get, act } = await openAudit();
    for (let index = 0; index < 600; index += 1) await act({ atMs: T0 - 1 - index });
    const response = await get("/api/history/actions?format=csv");
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const [head = [], ...rows] = readCsv(await response.text());
    expect(rows).toHaveLength(604);
    const column = (row: number, name: string) => rows[row]?.[head.indexOf(name)];
    expect(column(0, "name")).toBe('\'=cmd|"x" Anna');
    expect(["time", "operation", "undo", "price low", "price high", "currency"].map((name) => column(2, name))).toEqual(
      ["2026-11-02T08:00:00.001Z", "startTask", "yes", "4.8", "6", "CNY"],
    );
    expect(readCsv(await (await get("/api/history/actions?format=csv&target=3")).text())).toHaveLength(2);
  });

  it("names the people of the audit, and says that it cannot be read", async () => {
    const { get, setAway } = await openAudit();
    expect(JSON.parse(await (await get("/api/history/actions/people")).text())).toMatchObject({
      people: [
        { id: "evil", name: '=cmd|"x" Anna' },
        { id: mei.id, name: "Mei" },
      ],
    });
    setAway(true);
    expect((await get("/api/history/actions")).status).toBe(503);
  });
});
