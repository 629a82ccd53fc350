/** The audit, from a request to the store. */
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { setPerson } from "../../proxy/http/request-person";
import type { WriteReport } from "../../proxy/http/write-report";
import { startLiveFarm } from "../../test/live-farm";
import type { WriteOutcome } from "../store/write/outbox";
import type { Action } from "../store/write/write-actions";
import { createWriteRecorder } from "./record-writes";
import { createRefusalLimit, MOST_REFUSALS } from "./refusal-limit";

type World = Awaited<ReturnType<typeof startLiveFarm>>;

const stop = (world: World, body: string, headers: Record<string, string> = {}) =>
  fetch(`${world.origin}${endpoints.stopTask.path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
/** The entries at this moment: with the answer to a write its entry is there. */
async function recorded(world: World, count: number) {
  const actions = await world.memory.account.actions();
  expect(actions).toHaveLength(count);
  return actions;
}

const write = (): WriteReport => {
  const incoming = new IncomingMessage(new Socket());
  setPerson(incoming, { id: "lin", name: "Lin", role: "operator", source: "session" });
  return { incoming, operation: "stopTask", body: { taskParam: [7] }, outcome: "accepted", code: 200, problem: null };
};

/** The entries that go to the log when the store gives this answer. */
const recordWith = async (outcome: Promise<WriteOutcome<void>>) => {
  const late: Action[] = [];
  const record = createWriteRecorder({
    account: { recordAction: () => outcome },
    now: () => 5,
    report: (error) => {
      throw error;
    },
    onLate: (action) => late.push(action),
    maxWaitMs: 20,
    refusals: createRefusalLimit(),
  });
  await record(write());
  return late;
};

describe("a database that is slow or away", () => {
  it.each([
    ["does not answer", new Promise<WriteOutcome<void>>(() => undefined)],
    ["is away, so that the entry waits", Promise.resolve({ state: "buffered" } as const)],
  ])("that %s does not hold the answer back, and the entry goes to the log", async (_, outcome) => {
    expect(await recordWith(outcome)).toMatchObject([{ operation: "stopTask", targets: ["7"], person: { id: "lin" } }]);
  });

  it("is not told of an entry that is written", async () => {
    expect(await recordWith(Promise.resolve({ state: "written", result: undefined }))).toEqual([]);
  });
});

describe("a write", () => {
  it("is recorded with who, what, price, outcome and the id of its request", async () => {
    const world = await startLiveFarm({ tasks: 5 });
    const [id = 0] = world.farmIds();
    const response = await stop(world, JSON.stringify({ taskParam: [id] }), {
      "x-renderdeck-price": "4.800-6.000 CNY",
      "x-renderdeck-undo": "1",
    });
    const [action] = await recorded(world, 1);
    expect(action).toMatchObject({
      person: { id: "", name: "", role: "manager", source: "open" },
      operation: "stopTask",
      targets: [String(id)],
      outcome: "accepted",
      code: 200,
      problem: null,
      requestId: response.headers.get("x-request-id"),
      price: { low: 4.8, high: 6, currency: "CNY" },
      isUndo: true,
      details: { taskParam: [id] },
    });
    expect(await world.memory.account.actions({ task: String(id) })).toHaveLength(1);
    expect(JSON.stringify(world.requests)).not.toContain("4.800");
  });

  it("is recorded as unknown when its answer is, and as refused when the farm refused it", async () => {
    const world = await startLiveFarm({ tasks: 5 });
    const [id = 0] = world.farmIds();
    const body = JSON.stringify({ taskParam: [id] });
    world.faults.set("stopTask", { kind: "refuse", code: 507 });
    await stop(world, body);
    world.faults.set("stopTask", { kind: "outage" });
    await stop(world, body);
    const [second, first] = await recorded(world, 2);
    expect(first).toMatchObject({ outcome: "refused", code: 507, problem: null });
    expect(second).toMatchObject({ code: null, problem: expect.stringContaining("upstream-") });
    expect(["unknown", "not-sent"]).toContain(second?.outcome);
  });

  it.each([
    ["its schema", '{"taskParam":"all"}', {}, "invalid-request"],
    ["its form", "{", {}, "invalid-json"],
    ["its origin", '{"taskParam":[1]}', { "sec-fetch-site": "cross-site" }, "cross-site"],
  ])("that our server refuses for %s is recorded without its content", async (_, body, headers, problem) => {
    const world = await startLiveFarm({ tasks: 5 });
    await stop(world, body, headers);
    expect(await recorded(world, 1)).toMatchObject([
      { outcome: "refused", code: null, problem, targets: [], details: {}, price: null },
    ]);
  });

  it("that a role may not send is recorded, and a read is not", async () => {
    const world = await startLiveFarm({ tasks: 5 }, { env: { READ_ONLY: "1" } });
    await world.post("queryUserSetting", {});
    await world.post("stopTask", { taskParam: [1] });
    expect(await recorded(world, 1)).toMatchObject([
      { person: { role: "viewer" }, operation: "stopTask", outcome: "refused", problem: "read-only" },
    ]);
  });

  it("that is refused thousands of times is recorded a few times a minute", async () => {
    const world = await startLiveFarm({ tasks: 5 });
    for (let count = 0; count < MOST_REFUSALS + 40; count += 1) await stop(world, "{");
    await world.post("stopTask", { taskParam: world.farmIds().slice(0, 1) });
    const actions = await recorded(world, MOST_REFUSALS + 1);
    expect(actions[0]?.outcome).toBe("accepted");
  });
});
