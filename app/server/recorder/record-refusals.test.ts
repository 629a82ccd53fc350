/** Refused writes of our own routes, and changes of roles, in the audit of the whole server. */
import { describe, expect, it } from "vitest";
import type { NotesAnswer } from "../../protocol/team/notes";
import { routeAccess } from "../../proxy/http/access";
import { personFromTestHeader } from "../../proxy/testing/test-person";
import { startLiveFarm } from "../../test/live-farm";
import { MOST_REFUSALS } from "./refusal-limit";

const note = "0b8f6a52-6a3e-4a55-9d53-0f3b7d1c2e4f";

async function start() {
  const world = await startLiveFarm({ tasks: 5 }, { identify: personFromTestHeader });
  const [task = 0] = world.farmIds();
  const send = (route: string, role: string, body: object = {}, more: Record<string, string> = {}) => {
    const [method = "", path = ""] = route.split(" ");
    const isNote = path.includes("/notes/:id");
    const address = path.replace(/:id\{.*\}(?=\/|$)/, isNote ? note : String(task));
    return fetch(world.origin + address, {
      method,
      headers: { "content-type": "application/json", "x-test-role": role, ...more },
      ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
    });
  };
  return { ...world, task, send, actions: () => world.memory.account.actions() };
}

const ownWrites = Object.entries(routeAccess).filter(([route]) =>
  /^(?:POST|DELETE) \/api\/(?:team|tokens)/.test(route),
);

describe("a write of our own routes that a person may not do", () => {
  it("is in the audit with who, what and on what, whatever route it is", async () => {
    const { send, actions, task } = await start();
    const tried = ownWrites.filter(([, access]) => access === "operator" || access === "manager");
    expect(tried.length).toBeGreaterThan(14);
    for (const [route] of tried) expect([route, (await send(route, "viewer")).status]).toEqual([route, 403]);
    const entries = await actions();
    expect(entries).toHaveLength(tried.length);
    for (const entry of entries)
      expect(entry).toMatchObject({
        person: { id: "test-viewer", name: "viewer", role: "viewer", source: "session" },
        outcome: "refused",
        problem: "forbidden",
        requestId: expect.stringMatching(/^[\w-]{10,}$/),
      });
    const claim = entries.find((one) => one.operation === "claimTask" && !one.isUndo);
    expect(claim).toMatchObject({ targets: [String(task)], details: {} });
    expect(entries.find((one) => one.operation === "editNote")).toMatchObject({ targets: [], details: { note } });
    const names = new Set(entries.map((one) => one.operation));
    for (const name of [
      "releaseTask",
      "addNote",
      "deleteNote",
      "acknowledgeTrouble",
      "shareView",
      "pinView",
      "deleteView",
      "markFetched",
    ])
      expect(names).toContain(name);
  });

  it("is in the audit when it comes from another site, with its cookie", async () => {
    const { send, actions } = await start();
    for (const route of ["POST /api/tokens", "DELETE /api/tokens/:id{[0-9A-Za-z]{1,40}}"])
      expect((await send(route, "manager", {}, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect(await actions()).toMatchObject([
      { operation: "revokeToken", outcome: "refused" },
      { operation: "createToken", outcome: "refused" },
    ]);
  });

  it("is in the audit when it is somebody else's note", async () => {
    const { send, actions, task, get } = await start();
    const ofTask = `/api/team/tasks/${task}/notes`;
    expect((await send(`POST ${ofTask}`, "manager", { text: "a secret" })).status).toBe(200);
    const answer: NotesAnswer = JSON.parse(await (await get(ofTask, { "x-test-role": "viewer" })).text());
    const [{ id, version } = { id: "", version: 0 }] = answer.notes;
    expect((await send(`POST /api/team/notes/${id}/delete`, "operator", { version })).status).toBe(403);
    const [refused] = await actions();
    expect(refused).toMatchObject({
      person: { id: "test-operator" },
      operation: "deleteNote",
      outcome: "refused",
      problem: "not-own",
      details: { note: id },
    });
    expect(JSON.stringify(refused)).not.toContain("secret");
  });

  it("has no entry when it was refused for another reason, or when nobody has signed in", async () => {
    const { send, actions, task } = await start();
    expect((await send(`POST /api/team/tasks/${task}/claim`, "operator")).status).toBe(422);
    expect((await send(`POST /api/team/tasks/${task}/claim`, "")).status).toBe(401);
    expect((await send("POST /api/team/here", "viewer", {}, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect(await actions()).toEqual([]);
  });

  it("fills the audit no further than other refusals, which count with it", async () => {
    const { send, actions, task } = await start();
    for (let index = 0; index < MOST_REFUSALS; index += 1) await send(`POST /api/team/tasks/${task}/claim`, "viewer");
    await send("POST /api/team/views", "viewer");
    await send("POST /api/render/task/stopTask", "viewer", { taskParam: [task] });
    expect((await actions()).map(({ operation }) => operation)).toEqual(Array(MOST_REFUSALS).fill("claimTask"));
  });
});

describe("a change of role", () => {
  it("is in the audit with both roles, on one line whatever the provider names the person", async () => {
    const { memory, actions } = await start();
    const evil = {
      id: "mei\n2026-11-30 boss",
      name: "\u202eMei\r\nboss stopTask accepted\u0007",
      role: "manager",
      source: "session",
    } as const;
    await memory.recordRole({ person: evil, former: "viewer", requestId: "r\n1" });
    const [entry] = await actions();
    expect(entry).toMatchObject({
      operation: "changeRole",
      outcome: "accepted",
      person: { role: "manager", source: "session" },
      details: { from: "viewer", to: "manager" },
    });
    expect(`${entry?.person.id} ${entry?.person.name}`).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
  });
});
