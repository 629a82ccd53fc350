/** Claims and notes as a page writes and reads them, over the real routes. */
import { QueryObserver } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../protocol/person";
import { openPage } from "../../test/open-page";
import { openTeamApp } from "../../test/team-app";
import { notesQuery } from "./notes";
import { postTeam, refreshTeam } from "./post-team";
import { teamState } from "./team-state";

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 20, 9);
const lin: Person = { id: "lin", name: "Lin", role: "operator", source: "session" };
const ada: Person = { id: "ada", name: "Ada", role: "operator", source: "session" };
const claim = { forMs: HOUR };

// Files of tests share their modules, and with them what another one has read.
beforeEach(() => teamState.set(null));

/** Lin's page; tasks 7 and 8 exist. The clock moves on, since notes of one millisecond have no order. */
async function open() {
  let nowMs = T0;
  const team = await openTeamApp({ now: () => nowMs++, tasks: [7, 8] });
  return { ...team, ...openPage((request) => team.fetch(request, lin)) };
}

const holders = () => [...(teamState.get()?.claims ?? [])].map(([id, { by }]) => [id, by.name]);

describe("a write of the team", () => {
  it("shows at once, together with what others wrote before it", async () => {
    const { client, post, asked } = await open();
    expect(await postTeam(client, "tasks/7/claim", claim)).toBeGreaterThan(0);
    expect(holders()).toEqual([[7, "Lin"]]);
    await post("/api/team/tasks/8/claim", claim, ada);
    await postTeam(client, "tasks/7/notes", { text: "looks fine" });
    expect(holders()).toEqual([
      [7, "Lin"],
      [8, "Ada"],
    ]);
    expect(teamState.get()?.notes.get(7)).toBe(1);
    // The second one names the place that the page has, so only what is new is sent.
    expect(asked).toEqual(["/api/team/tasks/7/claim", expect.stringMatching(/^\/api\/team\/tasks\/7\/notes\?at=.+/)]);
  });

  it("resolves with the number of its change, which an undo names", async () => {
    const { client } = await open();
    const version = await postTeam(client, "tasks/7/claim", claim);
    await postTeam(client, "tasks/7/undo", { version });
    expect(holders()).toEqual([]);
  });

  it("has the open notes read again", async () => {
    const { client } = await open();
    const observer = new QueryObserver(client, notesQuery(7, 0));
    const stop = observer.subscribe(() => undefined);
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toEqual([]));
    await postTeam(client, "tasks/7/notes", { text: "looks fine" });
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toMatchObject([{ text: "looks fine" }]));
    stop();
  });

  it("that is refused changed nothing, and says why", async () => {
    const { client, post } = await open();
    await post("/api/team/tasks/7/claim", claim, ada);
    await expect(postTeam(client, "tasks/7/claim", claim)).rejects.toMatchObject({
      failure: { kind: "proxy", status: 409, problem: "urn:renderdeck:problem:claim-held" },
    });
    expect(teamState.get()).toBeNull();
  });

  it.each([
    ["without an answer", () => Promise.reject(new TypeError("fetch failed")), { kind: "network" }],
    ["with a gateway's page", () => new Response("<html>", { status: 502 }), { kind: "proxy", status: 502 }],
    ["with a text", () => new Response("ok"), { kind: "shape" }],
    ["with null", () => Response.json(null), { kind: "shape" }],
    ["without a number", () => Response.json({ team: null }), { kind: "shape" }],
    ["without the team", () => Response.json({ version: 3 }), { kind: "shape" }],
  ])("%s may have been done", async (_, answer, failure) => {
    const { client } = openPage(answer);
    await expect(postTeam(client, "tasks/7/claim", claim)).rejects.toMatchObject({
      operation: "history",
      failure: { ...failure, certainty: "unknown" },
    });
  });

  it("that brings nothing new leaves what the page has", async () => {
    const { client } = await open();
    await postTeam(client, "tasks/7/claim", claim);
    const before = teamState.get();
    const { client: other } = openPage(() => Response.json({ version: 4, team: null }));
    expect(await postTeam(other, "tasks/7/claim", claim)).toBe(4);
    expect(teamState.get()).toBe(before);
  });
});

describe("what the team has noted", () => {
  it("is all of it at first, and then what changed", async () => {
    const { client, post, asked } = await open();
    await post("/api/team/tasks/7/claim", claim, ada);
    await refreshTeam(client);
    await post("/api/team/tasks/8/claim", claim, ada);
    await refreshTeam(client);
    expect(holders()).toEqual([
      [7, "Ada"],
      [8, "Ada"],
    ]);
    expect(asked).toEqual(["/api/team", expect.stringMatching(/^\/api\/team\?at=.+/)]);
  });

  it.each([
    ["without an answer", () => Promise.reject(new TypeError("fetch failed"))],
    ["with another answer", () => Response.json({ version: 1 })],
    ["with null", () => Response.json(null)],
    ["with a text", () => Response.json("team")],
    ["without news", () => Response.json({ team: null })],
  ])("stays as it is %s", async (_, answer) => {
    const { client } = await open();
    await postTeam(client, "tasks/7/claim", claim);
    const before = teamState.get();
    await refreshTeam(openPage(answer).client);
    expect(teamState.get()).toBe(before);
  });

  it("has the open notes read again", async () => {
    const { client, post } = await open();
    const observer = new QueryObserver(client, notesQuery(7, 0));
    const stop = observer.subscribe(() => undefined);
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toEqual([]));
    await post("/api/team/tasks/7/notes", { text: "mine" }, ada);
    await refreshTeam(client);
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toMatchObject([{ text: "mine" }]));
    stop();
  });
});

describe("the notes of a task", () => {
  it("stay in view while a new one is read, but not on another task", async () => {
    const { client, post } = await open();
    await post("/api/team/tasks/7/notes", { text: "first" }, ada);
    const texts = () => observer.getCurrentResult().data?.map(({ text }) => text);
    const observer = new QueryObserver(client, notesQuery(7, 1));
    const stop = observer.subscribe(() => undefined);
    await vi.waitFor(() => expect(texts()).toEqual(["first"]));
    await post("/api/team/tasks/7/notes", { text: "second" }, ada);
    observer.setOptions(notesQuery(7, 2));
    expect(texts()).toEqual(["first"]);
    await vi.waitFor(() => expect(texts()).toEqual(["first", "second"]));
    observer.setOptions(notesQuery(8, 0));
    expect(texts()).toBeUndefined();
    await vi.waitFor(() => expect(texts()).toEqual([]));
    stop();
  });

  it("are read whenever they are opened", async () => {
    const { client, asked } = await open();
    await client.fetchQuery(notesQuery(7, 0));
    await client.fetchQuery(notesQuery(7, 0));
    expect(asked).toHaveLength(2);
  });

  it.each([null, "notes", {}])("are not taken from an answer that has none: %j", async (body) => {
    const { client } = openPage(() => Response.json(body));
    await expect(client.fetchQuery(notesQuery(7, 0))).rejects.toMatchObject({
      operation: "history",
      failure: { kind: "shape", certainty: "not-sent" },
    });
  });
});
