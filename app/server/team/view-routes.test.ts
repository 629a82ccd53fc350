import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Person } from "../../protocol/person";
import { openTeamApp, type TeamApp } from "../../test/team-app";

const T0 = Date.UTC(2026, 10, 20, 9);
const person = (id: string, role: Person["role"]): Person => ({ id, name: id.toUpperCase(), role, source: "session" });
const lin = person("lin", "operator");
const ada = person("ada", "operator");
const boss = person("boss", "manager");
const viewer = person("vi", "viewer");
const night = { view: "Night", version: null, search: { status: "failed" }, columns: null };

const open = () => openTeamApp({ now: () => T0 });
const written = async (response: Response) => {
  expect(response.status).toBe(200);
  return z.parse(z.object({ version: z.number() }), await response.json()).version;
};
const problemOf = async (response: Response) => {
  const { type, status } = z.parse(z.object({ type: z.string(), status: z.number() }), await response.json());
  return [status, type.replace("urn:renderdeck:problem:", "")];
};
const post = (app: TeamApp, path: string, body: object, who?: Person) => app.post(`/api/team/views${path}`, body, who);
const known = (app: TeamApp, at?: string) => app.board.changesSince(at);

describe("shared views over HTTP", () => {
  it("bear the name that the page sends where nobody signs in", async () => {
    const app = await open();
    await written(await post(app, "", { ...night, name: "Kim" }));
    expect(known(app)?.views).toMatchObject([{ name: "Night", by: { id: "", name: "Kim" } }]);
  });

  it("reach pages with what changed, whole, and only when one of them changed", async () => {
    const app = await open();
    const version = await written(await post(app, "", night, lin));
    const first = known(app);
    expect(first?.views).toMatchObject([{ name: "Night", by: { id: "lin", name: "LIN" }, search: night.search }]);
    await written(await app.post("/api/team/tasks/7/claim", { forMs: 3_600_000 }, lin));
    const second = known(app, first?.at);
    expect([second?.claims.length, second?.views]).toEqual([1, undefined]);
    await written(await post(app, "/pin", { view: "Night", version, isPinned: true }, boss));
    expect(known(app, second?.at)?.views).toMatchObject([{ isPinned: true }]);
    const pinned = known(app)?.views?.[0]?.version ?? 0;
    await written(await post(app, "/delete", { view: "Night", version: pinned }, boss));
    expect(known(app, second?.at)?.views).toEqual([]);
  });

  it("are refused by role and by author", async () => {
    const app = await open();
    expect(await problemOf(await post(app, "", night, viewer))).toEqual([403, "forbidden"]);
    const version = await written(await post(app, "", night, lin));
    expect(await problemOf(await post(app, "", night, ada))).toEqual([409, "name-taken"]);
    expect(await problemOf(await post(app, "", { ...night, version }, ada))).toEqual([403, "not-own"]);
    expect(await problemOf(await post(app, "/pin", { view: "Night", version, isPinned: true }, lin))).toEqual([
      403,
      "forbidden",
    ]);
    expect(await problemOf(await post(app, "/delete", { view: "Night", version }, ada))).toEqual([403, "not-own"]);
    expect(await problemOf(await post(app, "/delete", { view: "Gone", version: 1 }, boss))).toEqual([
      409,
      "changed-since",
    ]);
    expect(known(app)?.views).toMatchObject([{ name: "Night", version }]);
  });

  it.each([
    ["no name", { view: " " }],
    ["a long name", { view: "x".repeat(81) }],
    ["a name of two lines", { view: "a\nb" }],
    ["search parameters that are no texts", { search: { status: 3 } }],
    ["a search parameter of another name", { search: { "a b": "c" } }],
    ["no version", { version: undefined }],
  ])("with %s are refused", async (_, change) => {
    const app = await open();
    expect(await problemOf(await post(app, "", { ...night, ...change }, lin))).toEqual([422, "invalid-request"]);
  });

  it("are in the audit with who and which", async () => {
    const app = await open();
    await written(await post(app, "", night, boss));
    const version = known(app)?.views?.[0]?.version ?? null;
    await written(await post(app, "/pin", { view: "Night", version, isPinned: true }, boss));
    const actions = await app.store.account("a").actions();
    expect(actions.map(({ operation }) => operation).toSorted()).toEqual(["pinView", "shareView"]);
    expect(actions.every(({ person: { id }, targets }) => id === "boss" && targets.join() === "Night")).toBe(true);
  });
});
