import { onlineManager } from "@tanstack/react-query";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { testFarm } from "../../../mocks/farm/test-farm";
import { createFaults } from "../../../mocks/faults";
import { createHandlers } from "../../../mocks/msw";
import { endpoints } from "../../protocol/endpoints";
import { CallError } from "../../protocol/wire/call-error";
import { callOperation } from "./call-operation";
import { createQueryClient } from "./query-client";

const { farm } = testFarm({ tasks: 2 });
const faults = createFaults();
const server = setupServer(...createHandlers({ farm, faults }));
let requests = 0;

beforeAll(() => {
  // The paths are relative to the page.
  vi.stubGlobal("location", new URL("http://localhost:3000/tasks"));
  server.listen({ onUnhandledRequest: "error" });
  server.events.on("request:start", () => {
    requests += 1;
  });
});
beforeEach(() => {
  requests = 0;
});
afterEach(() => {
  faults.clear();
  server.resetHandlers();
});
afterAll(() => {
  server.close();
  vi.unstubAllGlobals();
});

/** Fetches the settings with the retries of the client, but without delays. Returns the data or the failure. */
async function fetchSettings() {
  const client = createQueryClient();
  const { retry } = client.getDefaultOptions().queries ?? {};
  try {
    return await client.fetchQuery({
      queryKey: ["settings"],
      queryFn: ({ signal }) => callOperation("queryUserSetting", {}, signal),
      ...(retry === undefined ? {} : { retry }),
      retryDelay: 0,
    });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return error.failure;
  }
}

it("retries a read twice when the page's server does not respond", async () => {
  faults.set("queryUserSetting", { kind: "outage" });
  expect(await fetchSettings()).toMatchObject({ kind: "network" });
  expect(requests).toBe(3);
});

it.each([403, 404, 500, 605, 610])("does not retry a read that the farm refuses with %i", async (code) => {
  faults.set("queryUserSetting", { kind: "refuse", code });
  expect(await fetchSettings()).toMatchObject({ kind: "farm", code });
  expect(requests).toBe(1);
});

it.each([403, 502, 504])("does not retry a read to which the proxy responds with HTTP %i", async (status) => {
  server.use(http.post(`*${endpoints.queryUserSetting.path}`, () => HttpResponse.json({}, { status })));
  expect(await fetchSettings()).toMatchObject({ kind: "proxy", status });
  expect(requests).toBe(1);
});

it("does not retry a read whose response is malformed", async () => {
  faults.set("queryUserSetting", { kind: "truncated" });
  expect(await fetchSettings()).toMatchObject({ kind: "shape" });
  expect(requests).toBe(1);
});

it("never retries a write", async () => {
  faults.set("stopTask", { kind: "outage" });
  const client = createQueryClient();
  const mutation = client.getMutationCache().build(client, {
    mutationFn: () => callOperation("stopTask", { taskParam: [19088] }),
  });
  await expect(mutation.execute(undefined)).rejects.toBeInstanceOf(CallError);
  expect(requests).toBe(1);
});

it("doubles the delay before each retry", () => {
  const { retryDelay } = createQueryClient().getDefaultOptions().queries ?? {};
  if (typeof retryDelay !== "function") throw new Error("retryDelay is a function of the failures");
  const random = vi.spyOn(Math, "random").mockReturnValue(0);
  expect([0, 1, 2].map((failures) => retryDelay(failures, new Error("network")))).toEqual([400, 800, 1600]);
  random.mockReturnValue(1);
  expect([0, 1].map((failures) => retryDelay(failures, new Error("network")))).toEqual([800, 1200]);
  random.mockRestore();
});

/** Responds to the settings as a busy server that asks to wait. */
const respondBusy = (retryAfterSeconds: number) =>
  server.use(
    http.post(`*${endpoints.queryUserSetting.path}`, () => HttpResponse.json({ retryAfterSeconds }, { status: 503 })),
  );

it.each([
  [2, 3],
  [5, 3],
  [6, 1],
])("sends a read of a server that is busy for %i s %i times", async (seconds, times) => {
  respondBusy(seconds);
  expect(await fetchSettings()).toMatchObject({ kind: "proxy", retryAfterSeconds: seconds });
  expect(requests).toBe(times);
});

it("waits as long as a busy server asks, and then as before any retry", () => {
  const { retryDelay } = createQueryClient().getDefaultOptions().queries ?? {};
  if (typeof retryDelay !== "function") throw new Error("retryDelay is a function of the failures");
  const random = vi.spyOn(Math, "random").mockReturnValue(0);
  const busy = {
    kind: "proxy",
    status: 503,
    problem: "",
    detail: "",
    certainty: "not-sent",
    retryAfterSeconds: 3,
  } as const;
  expect(retryDelay(0, new CallError("queryUserSetting", busy))).toBe(3400);
  random.mockRestore();
});

it("sends reads and writes although the browser takes itself for offline: the server may be on this machine", async () => {
  onlineManager.setOnline(false);
  onTestFinished(() => onlineManager.setOnline(true));
  const client = createQueryClient();
  expect(await fetchSettings()).toMatchObject({ taskOverTime: 12 });
  const mutation = client.getMutationCache().build(client, {
    mutationFn: () => callOperation("stopTask", { taskParam: [19088] }),
  });
  expect(await mutation.execute(undefined)).toBeNull();
});
