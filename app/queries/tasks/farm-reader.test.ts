import { expect, it } from "vitest";
import { readTasks } from "../../mirror/read-tasks";
import { connectFarm, startNetwork } from "../../test/connect-farm";
import { createFarmReader } from "./farm-reader";

startNetwork();

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const idCounts = (bodies: readonly unknown[]) =>
  bodies.map((body) => (typeof body === "object" && body !== null && "taskIds" in body ? body.taskIds : undefined));

it("requests all ids at once and returns their tasks", async () => {
  const { sent } = connectFarm();
  const [response, ...others] = await readTasks(createFarmReader(), [19084, 18278]);
  expect(others).toEqual([]);
  expect(response?.requestedIds).toEqual([19084, 18278]);
  expect(new Set(response?.tasks.map(({ id }) => id))).toEqual(new Set([18278, 19084]));
  expect(idCounts(sent("queryTaskInfo"))).toEqual([[19084, 18278]]);
});

it("requests at most 100 ids at once", async () => {
  const { sent, respond } = connectFarm();
  respond("queryTaskInfo", { items: [], pageCount: 1, pageNum: 1, total: 0, size: 100 });
  const responses = await readTasks(createFarmReader(), range(1, 250));
  expect(idCounts(sent("queryTaskInfo"))).toEqual([range(1, 100), range(101, 100), range(201, 50)]);
  expect(responses.map(({ requestedIds }) => requestedIds.length)).toEqual([100, 100, 50]);
});

it("finds the unknown id that makes the farm refuse all of them", async () => {
  const { sent } = connectFarm();
  const responses = await readTasks(createFarmReader(), [19084, 77, 18278]);
  expect(idCounts(sent("queryTaskInfo"))).toEqual([[19084, 77, 18278], [19084, 77], [19084], [77], [18278]]);
  expect(responses.map(({ requestedIds, tasks }) => [requestedIds, tasks.map(({ id }) => id)])).toEqual([
    [[19084], [19084]],
    [[77], []],
    [[18278], [18278]],
  ]);
});

it("sends nothing without ids", async () => {
  const { requests } = connectFarm();
  expect(await readTasks(createFarmReader(), [])).toEqual([]);
  expect(requests).toEqual([]);
});

it.each([
  ["another refusal", { kind: "refuse", code: 403 }],
  ["a gateway error", { kind: "badGateway" }],
] as const)("rejects with %s and does not bisect", async (_, fault) => {
  const { faults, requests } = connectFarm();
  faults.set("queryTaskInfo", fault);
  await expect(readTasks(createFarmReader(), [19084, 18278])).rejects.toThrow("queryTaskInfo");
  expect(requests).toHaveLength(1);
});

it("dates a response with the moment of its request", async () => {
  const { hold } = connectFarm();
  const release = hold("queryTaskInfo");
  const before = Date.now();
  const responses = readTasks(createFarmReader(), [19084]);
  const sentMs = Date.now();
  release();
  const [response] = await responses;
  expect(response?.requestedMs).toBeGreaterThanOrEqual(before);
  expect(response?.requestedMs).toBeLessThanOrEqual(sentMs);
});
