import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Person } from "../../protocol/person";
import type { Note } from "../../protocol/team/notes";
import { presenceAnswerSchema } from "../../protocol/team/presence";
import { openTeamApp, type TeamApp } from "../../test/team-app";

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 20, 9);
const person = (id: string, role: Person["role"] = "operator"): Person => ({
  id,
  name: id.toUpperCase(),
  role,
  source: "session",
});
const [lin, ada, boss, viewer] = [person("lin"), person("ada"), person("boss", "manager"), person("vi", "viewer")];
const claim = { forMs: 4 * HOUR };

const open = () => openTeamApp({ now: () => T0, tasks: [7, 8] });
const answerSchema = z.object({
  version: z.number(),
  team: z.object({
    at: z.string(),
    isWhole: z.boolean(),
    claims: z.array(
      z.tuple([z.number(), z.nullable(z.looseObject({ by: z.object({ id: z.string(), name: z.string() }) }))]),
    ),
    notes: z.array(z.tuple([z.number(), z.number()])),
    fetched: z.array(z.tuple([z.number(), z.nullable(z.looseObject({}))])),
  }),
});
const written = async (response: Response) => {
  expect(response.status).toBe(200);
  return answerSchema.parse(await response.json());
};
const problemOf = async (response: Response) => {
  const { type, status } = z.parse(z.object({ type: z.string(), status: z.number() }), await response.json());
  return [status, type.replace("urn:renderdeck:problem:", "")];
};
const notesOf = async (app: TeamApp): Promise<readonly Note[]> =>
  JSON.parse(await (await app.get("/api/team/tasks/7/notes", viewer)).text()).notes;

describe("claims over HTTP", () => {
  it("answer with what changed since the page's place", async () => {
    const app = await open();
    const first = await written(await app.post("/api/team/tasks/7/claim", claim, lin));
    expect(first.team).toMatchObject({ isWhole: true, claims: [[7, { by: { id: "lin", name: "LIN" } }]] });
    const second = await written(await app.post(`/api/team/tasks/8/claim?at=${first.team.at}`, claim, ada));
    expect(second.team).toMatchObject({ isWhole: false, claims: [[8, { by: { id: "ada", name: "ADA" } }]] });
    expect(app.board.changesSince(second.team.at)).toBeUndefined();
  });

  it("are refused with the reason", async () => {
    const app = await open();
    const { version } = await written(await app.post("/api/team/tasks/7/claim", claim, lin));
    expect(await problemOf(await app.post("/api/team/tasks/7/claim", claim, ada))).toEqual([409, "claim-held"]);
    expect(await problemOf(await app.post("/api/team/tasks/7/undo", { version }, ada))).toEqual([409, "changed-since"]);
    expect(await problemOf(await app.post("/api/team/tasks/9/claim", claim, lin))).toEqual([404, "not-found"]);
    await written(await app.post("/api/team/tasks/7/claim", { ...claim, replaces: version }, ada));
    expect(app.board.changesSince(undefined)?.claims).toMatchObject([[7, { by: { id: "ada" } }]]);
  });

  it("bear the name of the sign-in, whatever the page sends", async () => {
    const app = await open();
    await written(await app.post("/api/team/tasks/7/claim", { ...claim, name: "Somebody else" }, lin));
    expect(app.board.changesSince(undefined)?.claims).toMatchObject([[7, { by: { id: "lin", name: "LIN" } }]]);
  });

  it("bear the name that the page sends where nobody signs in, as an unverified one", async () => {
    const app = await open();
    await written(await app.post("/api/team/tasks/7/claim", { ...claim, name: " Lin " }));
    expect(app.board.changesSince(undefined)?.claims).toMatchObject([[7, { by: { id: "", name: "Lin" } }]]);
    for (const name of [undefined, "", "   ", "a\nb", "x".repeat(61), 5])
      expect(await problemOf(await app.post("/api/team/tasks/8/claim", { ...claim, name }))).toEqual([
        422,
        "invalid-request",
      ]);
  });

  it.each([
    ["too short", { forMs: 59_999 }],
    ["too long", { forMs: 172_800_001 }],
    ["no number", { forMs: "4" }],
    ["missing", {}],
    ["of another shape", []],
  ])("have a valid time: one that is %s is refused", async (_, body) => {
    const app = await open();
    expect(await problemOf(await app.post("/api/team/tasks/7/claim", body, lin))).toEqual([422, "invalid-request"]);
  });
});

describe("fetched files over HTTP", () => {
  it("are marked, and as before after an undo", async () => {
    const app = await open();
    const first = await written(await app.post("/api/team/fetched", { tasks: [7, 8] }, lin));
    const marks = () => new Map(app.board.changesSince(undefined)?.fetched);
    const own = { by: { id: "lin", name: "LIN" }, atMs: T0 };
    expect(marks()).toEqual(new Map([7, 8].map((id) => [id, own])));
    const { version, team } = await written(
      await app.post(`/api/team/unfetched?at=${first.team.at}`, { tasks: [7] }, ada),
    );
    expect(team).toMatchObject({ isWhole: false, fetched: [[7, null]] });
    expect(await problemOf(await app.post("/api/team/fetched/undo", { version }, lin))).toEqual([409, "changed-since"]);
    await written(await app.post("/api/team/fetched/undo", { version }, ada));
    expect(marks()).toEqual(new Map([7, 8].map((id) => [id, own])));
  });

  it.each([
    ["none", { tasks: [] }],
    ["too many", { tasks: Array.from({ length: 501 }, (_, index) => index + 1) }],
    ["no numbers", { tasks: ["7"] }],
    ["missing", {}],
  ])("are refused for tasks that are %s", async (_, body) => {
    const app = await open();
    expect(await problemOf(await app.post("/api/team/fetched", body, lin))).toEqual([422, "invalid-request"]);
  });

  it("are not marked when one of the tasks does not exist", async () => {
    const app = await open();
    expect(await problemOf(await app.post("/api/team/fetched", { tasks: [7, 9] }, lin))).toEqual([404, "not-found"]);
    expect(app.board.changesSince(undefined)?.fetched).toEqual([]);
  });
});

describe("notes over HTTP", () => {
  it("are written, edited, deleted and restored", async () => {
    const app = await open();
    const { team } = await written(await app.post("/api/team/tasks/7/notes", { text: " one\r\ntwo\t " }, lin));
    expect(team.notes).toEqual([[7, 1]]);
    const [note] = await notesOf(app);
    expect(note).toMatchObject({ by: { id: "lin", name: "LIN" }, text: "one\r\ntwo" });
    const path = `/api/team/notes/${note?.id}`;
    const edited = await written(await app.post(path, { text: "three", version: note?.version }, lin));
    expect(await notesOf(app)).toMatchObject([{ text: "three", former: [{ text: "one\r\ntwo" }] }]);
    expect(await problemOf(await app.post(`${path}/delete`, { version: edited.version }, ada))).toEqual([
      403,
      "not-own",
    ]);
    const deleted = await written(await app.post(`${path}/delete`, { version: edited.version }, boss));
    expect(deleted.team.notes).toEqual([]);
    expect(await notesOf(app)).toMatchObject([{ text: null, former: [], deleted: { by: { id: "boss" } } }]);
    await written(await app.post(`${path}/restore`, { version: deleted.version }, boss));
    expect(await notesOf(app)).toMatchObject([{ text: "three" }]);
  });

  it.each(["", "  ", "x".repeat(2001), "bell \u0007", 7, null])("refuse the text %j", async (text) => {
    const app = await open();
    expect(await problemOf(await app.post("/api/team/tasks/7/notes", { text }, lin))).toEqual([422, "invalid-request"]);
    expect(await notesOf(app)).toEqual([]);
  });
});

const pageOf = (name: string) => name.padEnd(16, "0");
const show = (app: TeamApp, who: Person | undefined, body: object) => app.post("/api/team/here", body, who);
const peopleOf = async (response: Response) => {
  expect(response.status).toBe(200);
  const { here: people } = presenceAnswerSchema.parse(await response.json());
  return people.map(({ id, name }) => [id, name]);
};

describe("who has a task open", () => {
  it("is known to the others who have it open, viewers too, by the names of the sign-in", async () => {
    const app = await open();
    const hear = async (who: Person, name: string, task: number | null = 7) =>
      peopleOf(await show(app, who, { page: pageOf(name), task, name: "Somebody else" }));
    expect(await hear(lin, "a")).toEqual([]);
    expect(await hear(viewer, "b")).toEqual([["lin", "LIN"]]);
    expect(await hear(lin, "a")).toEqual([["vi", "VI"]]);
    expect(await hear(ada, "c", 8)).toEqual([]);
    await hear(viewer, "b", null);
    expect(await hear(lin, "a")).toEqual([]);
    expect(await app.store.account("a").actions()).toEqual([]);
  });

  it("has the chosen name where nobody signs in; a page without one hears and is not shown", async () => {
    const app = await open();
    expect(await peopleOf(await show(app, undefined, { page: pageOf("a"), task: 7, name: " Kim " }))).toEqual([]);
    expect(await peopleOf(await show(app, undefined, { page: pageOf("b"), task: 7 }))).toEqual([["", "Kim"]]);
    expect(await peopleOf(await show(app, lin, { page: pageOf("c"), task: 7 }))).toEqual([["", "Kim"]]);
  });

  it("does not name programs with a token", async () => {
    const app = await open();
    await show(app, lin, { page: pageOf("a"), task: 7 });
    const program: Person = { ...ada, source: "token" };
    expect(await peopleOf(await show(app, program, { page: pageOf("b"), task: 7 }))).toEqual([["lin", "LIN"]]);
    expect(await peopleOf(await show(app, lin, { page: pageOf("a"), task: 7 }))).toEqual([]);
  });

  it.each([
    ["a task that does not exist", { page: "a".repeat(16), task: 9 }, [404, "not-found"]],
    ["no page", { task: 7 }, [422, "invalid-request"]],
    ["a name of two lines", { page: "a".repeat(16), task: 7, name: "a\nb" }, [422, "invalid-request"]],
    ["another name of a page", { page: "a\n".repeat(8), task: 7 }, [422, "invalid-request"]],
  ])("is not noted for %s", async (_, body, problem) => {
    const app = await open();
    expect(await problemOf(await show(app, undefined, body))).toEqual(problem);
  });

  it("is not noted for another site", async () => {
    const app = await open();
    const body = { page: pageOf("a"), task: 7 };
    const foreign = await app.post("/api/team/here", body, lin, { "sec-fetch-site": "cross-site" });
    expect(foreign.status).toBe(403);
    expect(await peopleOf(await show(app, ada, { page: pageOf("b"), task: 7 }))).toEqual([]);
  });
});

describe("the audit", () => {
  it("has every write of the team with its answer, by whom and on which task, and no texts", async () => {
    let nowMs = T0;
    const app = await openTeamApp({ now: () => ++nowMs, tasks: [7, 8] });
    const actions = () => app.store.account("a").actions();
    const post = async (path: string, body: object, who?: Person) =>
      (await written(await app.post(`/api/team/${path}`, body, who))).version;
    const undone = await post("tasks/7/claim", claim, lin);
    await post("tasks/7/undo", { version: undone }, lin);
    await post("tasks/8/seen", { failed: 3, trouble: "failed", name: "Kim" });
    await post("tasks/7/notes", { text: "a secret" }, lin);
    const fetched = await post("fetched", { tasks: [7, 8] }, ada);
    await post("fetched/undo", { version: fetched }, ada);
    const [note] = await notesOf(app);
    await post(`notes/${note?.id}/delete`, { version: note?.version ?? 0 }, boss);
    expect((await actions()).map((one) => [one.operation, one.isUndo, one.person.id, one.targets])).toEqual([
      ["deleteNote", false, "boss", ["7"]],
      ["markFetched", true, "ada", ["7", "8"]],
      ["markFetched", false, "ada", ["7", "8"]],
      ["addNote", false, "lin", ["7"]],
      ["acknowledgeTrouble", false, "", ["8"]],
      ["claimTask", true, "lin", ["7"]],
      ["claimTask", false, "lin", ["7"]],
    ]);
    const [deleted, , , , seen] = await actions();
    expect([deleted?.details, seen?.details]).toEqual([{ note: note?.id }, { name: "Kim" }]);
    expect(JSON.stringify(await actions())).not.toContain("secret");
    expect(await app.store.account("a").actions({ task: "8" })).toMatchObject([
      { operation: "markFetched", isUndo: true },
      { operation: "markFetched" },
      { operation: "acknowledgeTrouble" },
    ]);
  });

  it("has nothing of a step that was not taken", async () => {
    const app = await open();
    await written(await app.post("/api/team/tasks/7/claim", claim, lin));
    expect((await app.post("/api/team/tasks/7/claim", claim, ada)).status).toBe(409);
    expect(await app.store.account("a").actions()).toMatchObject([{ person: { id: "lin" } }]);
  });
});

describe("every write of the team", () => {
  const paths = ["tasks/7/claim", "tasks/7/release", "tasks/7/undo", "tasks/7/notes", `notes/${"a".repeat(36)}`];

  it.each(paths)("at %s is refused for a viewer, another site, another media type and a long body", async (path) => {
    const app = await open();
    const post = (body: unknown, who: Person, headers = {}) => app.post(`/api/team/${path}`, body, who, headers);
    expect((await problemOf(await post({}, viewer)))[0]).toBe(403);
    expect(await problemOf(await post({}, lin, { "sec-fetch-site": "cross-site" }))).toEqual([403, "cross-site"]);
    expect(await problemOf(await post({}, lin, { origin: "https://evil.example" }))).toEqual([403, "cross-site"]);
    expect((await problemOf(await post("{}", lin, { "content-type": "text/plain" })))[0]).toBe(415);
    expect((await problemOf(await post({ text: "x".repeat(20_000) }, lin)))[0]).toBe(413);
    expect((await problemOf(await post("{", lin)))[0]).toBe(400);
    expect(app.board.changesSince(undefined)).toMatchObject({ claims: [], notes: [] });
  });

  it("says that the database is away, and changes nothing", async () => {
    const app = await open();
    await app.store.close();
    expect((await app.post("/api/team/tasks/7/claim", claim, lin)).status).toBeGreaterThanOrEqual(500);
    expect(app.board.changesSince(undefined)).toMatchObject({ claims: [] });
  });
});
