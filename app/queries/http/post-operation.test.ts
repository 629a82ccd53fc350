import { delay, HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { testFarm } from "../../../mocks/farm/test-farm";
import { createFaults } from "../../../mocks/faults";
import { createHandlers } from "../../../mocks/msw";
import { endpoints } from "../../protocol/endpoints";
import { CallError, failureOf } from "../../protocol/wire/call-error";
import { callOperation } from "./call-operation";

const { farm } = testFarm({ tasks: 2 });
const faults = createFaults();
const server = setupServer(...createHandlers({ farm, faults }));

beforeAll(() => {
  // The paths are relative to the page.
  vi.stubGlobal("location", new URL("http://localhost:3000/tasks"));
  server.listen({ onUnhandledRequest: "error" });
});
afterEach(() => {
  faults.clear();
  server.resetHandlers();
});
afterAll(() => {
  server.close();
  vi.unstubAllGlobals();
});

const list = () => callOperation("getTaskList", { pageNum: 1, pageSize: 10 });
const stop = () => callOperation("stopTask", { taskParam: [19088] });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => "no failure",
    (error: unknown) => {
      expect(error).toBeInstanceOf(CallError);
      return failureOf(error);
    },
  );

/** Lets the proxy respond to the next request of a path with this body. */
const respondOnce = (path: string, status: number, body: string, contentType = "application/problem+json") =>
  server.use(
    http.post(`*${path}`, () => new HttpResponse(body, { status, headers: { "content-type": contentType } }), {
      once: true,
    }),
  );

describe("a call that succeeds", () => {
  it("returns data parsed with the operation's schema", async () => {
    const page = await list();
    expect(page).toMatchObject({ total: 2, malformed: 0 });
    expect(page.rows.map(({ id }) => id)).toEqual([19084, 18278]);
  });

  it("leaves a malformed row out and counts it", async () => {
    faults.set("getTaskList", { kind: "malformedRow" });
    const page = await list();
    expect(page.rows.map(({ id }) => id)).toEqual([19084, 18278]);
    expect(page.malformed).toBe(1);
  });
});

describe("a call that fails", () => {
  it("without a response is of kind network, and a write may have been done", async () => {
    faults.set("*", { kind: "outage" });
    expect(await failure(list())).toEqual({ kind: "network", certainty: "not-sent" });
    expect(await failure(stop())).toEqual({ kind: "network", certainty: "unknown" });
  });

  it("with a problem of the proxy has the type, detail and certainty of the problem", async () => {
    const problem = {
      type: "urn:renderdeck:problem:upstream-timeout",
      title: "The farm did not answer in time",
      status: 504,
      detail: "no answer in 20 s",
      certainty: "unknown",
    };
    respondOnce(endpoints.stopTask.path, 504, JSON.stringify(problem));
    expect(await failure(stop())).toEqual({
      kind: "proxy",
      status: 504,
      problem: problem.type,
      detail: problem.detail,
      certainty: "unknown",
    });
    respondOnce(endpoints.stopTask.path, 403, JSON.stringify({ ...problem, status: 403, certainty: "not-sent" }));
    expect(await failure(stop())).toMatchObject({ kind: "proxy", status: 403, certainty: "not-sent" });
  });

  it.each([610, 611, 403, 9999])("with code %i of the farm has changed nothing", async (code) => {
    faults.set("stopTask", { kind: "refuse", code });
    expect(await failure(stop())).toMatchObject({ kind: "farm", code, certainty: "not-sent" });
  });

  it("with the HTML page of a gateway is of kind proxy without details", async () => {
    faults.set("*", { kind: "badGateway" });
    const expected = { kind: "proxy", status: 502, problem: "about:blank", detail: "" };
    expect(await failure(list())).toEqual({ ...expected, certainty: "not-sent" });
    expect(await failure(stop())).toEqual({ ...expected, certainty: "unknown" });
  });

  it("with truncated JSON is of kind shape", async () => {
    faults.set("*", { kind: "truncated" });
    expect(await failure(list())).toMatchObject({ kind: "shape", certainty: "not-sent" });
    expect(await failure(stop())).toMatchObject({ kind: "shape", certainty: "unknown" });
  });

  it.each([
    ["no envelope", "[]"],
    ["no code", '{"data":{}}'],
    ["data of another shape", '{"version":"1.0.0","code":200,"message":"success","data":[1],"serverTime":1}'],
    ["no body", ""],
  ])("with %s in a response of status 200 is of kind shape", async (_, body) => {
    respondOnce(endpoints.getTaskList.path, 200, body, "application/json");
    expect(await failure(list())).toMatchObject({ kind: "shape", certainty: "not-sent" });
  });

  it("of the farm itself may have done a write, and never a read", async () => {
    faults.set("*", { kind: "refuse", code: 500 });
    expect(await failure(stop())).toMatchObject({ kind: "farm", code: 500, certainty: "unknown" });
    expect(await failure(list())).toMatchObject({ kind: "farm", code: 500, certainty: "not-sent" });
  });

  it("is not retried", async () => {
    const before = farm.requestLog.length;
    faults.set("stopTask", { kind: "outage", after: true });
    await failure(stop());
    expect(farm.requestLog.length - before).toBe(1);
  });
});

describe("a cancelled call", () => {
  it("rethrows the abort error unchanged", async () => {
    server.use(http.post("*", () => delay("infinite")));
    const controller = new AbortController();
    const called = callOperation("getTaskList", { pageNum: 1, pageSize: 10 }, controller.signal);
    controller.abort();
    await expect(called).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("failureOf", () => {
  it("returns kind shape for an unexpected error", () => {
    expect(failureOf(new Error("boom"))).toEqual({ kind: "shape", detail: "boom", certainty: "unknown" });
    expect(failureOf("boom")).toEqual({ kind: "shape", detail: "boom", certainty: "unknown" });
  });
});
