import { createServer } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createByteBudget } from "../byte-budget";
import { noRateLimits } from "../limits/rate-limits";
import { closeServer, listenOnFreePort } from "../testing/fake-farm";
import { startProxiedFarm } from "../testing/proxied-farm";
import { rawRequest } from "../testing/raw-request";
import { dialects } from "../upstream/dialects";
import type { Forwarder } from "../upstream/forwarder";
import { openIdentity, withIdentity } from "./identify";
import { createOperationHandler } from "./operation-handler";
import { createResponseHeaders } from "./response-headers";
import type { AccessEntry } from "./server-log";
import { createUnderWay } from "./under-way";
import { createViewerFilter } from "./viewer-filter";

/** POSTs an operation to a handler with the given forwarder. */
async function post(
  operation: string,
  body: object,
  forward: Forwarder["forward"],
  headers = {},
  budget = createByteBudget(),
) {
  const log: AccessEntry[] = [];
  const config = { publicOrigins: [], readOnly: false, viewersSeeMoney: false };
  const handle = createOperationHandler({
    config,
    forwarder: { dialect: dialects.current, forward },
    viewerFilter: createViewerFilter(forward, config.viewersSeeMoney),
    headers: createResponseHeaders(config),
    underWay: createUnderWay({ read: 8, write: 8 }),
    rateLimits: noRateLimits,
    budget,
    log: (entry) => log.push(entry),
  });
  const listener = (...[incoming, outgoing]: Parameters<typeof handle>) => void handle(incoming, outgoing);
  const server = createServer(withIdentity(listener, openIdentity(config.readOnly)));
  onTestFinished(() => closeServer(server));
  const response = await fetch(`http://127.0.0.1:${await listenOnFreePort(server)}/api/render/${operation}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text(), log };
}

const throwInternalError: Forwarder["forward"] = async () => {
  throw new Error("bug");
};

describe("an internal error", () => {
  it("of a write is unknown, because the request may have been sent", async () => {
    const { status, text, log } = await post("task/stopTask", { taskParam: [1] }, throwInternalError);
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ type: "urn:renderdeck:problem:internal", certainty: "unknown" });
    expect(log).toEqual([
      {
        requestId: expect.any(String),
        operation: "stopTask",
        status: 500,
        problem: "internal",
        detail: "Error: bug",
        ms: expect.any(Number),
      },
    ]);
  });

  it("of a read is not-sent", async () => {
    const { status, text } = await post("user/queryUserSetting", {}, throwInternalError);
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ certainty: "not-sent" });
    expect(text).not.toContain("bug");
  });

  it("of a response that nests too deep for JSON.stringify is reported; newer Nodes relay it", async () => {
    const depth = 200_000;
    const nested = `{"code":200,"data":{"items":[${"[".repeat(depth)}${"]".repeat(depth)}]}}`;
    const { proxy } = await startProxiedFarm((response) => response.end(nested), { dialect: "current" });
    const response = await proxy.post("task/queryTaskFrames", { taskId: 1, pageNum: 1, pageSize: 1 });
    const text = await response.text();
    const isRelayed = response.status === 200;
    const problem: unknown = expect.objectContaining({ status: 500, certainty: "not-sent" });
    expect(isRelayed ? text : JSON.parse(text)).toEqual(isRelayed ? nested : problem);
  });
});

describe("an operation", () => {
  it("is forwarded with the request's language, and its response is sent with its length", async () => {
    const calls: unknown[] = [];
    const forward: Forwarder["forward"] = async (operation, body, options) => {
      calls.push([operation, body, options?.language]);
      return { code: 200, body: "镜头" };
    };
    const headers = { "x-renderdeck-language": "zh" };
    const response = await post("task/stopTask?cache=no", { taskParam: [1] }, forward, headers);
    expect(calls).toEqual([["stopTask", { taskParam: [1] }, "zh"]]);
    expect(response).toMatchObject({ status: 200, text: "镜头" });
    expect(response.headers.get("content-length")).toBe("6");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.log).toEqual([
      { requestId: expect.any(String), operation: "stopTask", status: 200, code: 200, ms: expect.any(Number) },
    ]);
  });

  const large = JSON.stringify({ code: 200, data: "镜头".repeat(2000) });
  const list = { pageNum: 1, pageSize: 10 };
  const sendLarge: Forwarder["forward"] = async () => ({ code: 200, body: large });

  it.each([
    ["gzip, deflate, br", "br"],
    ["br;q=0, gzip", "gzip"],
    ["identity", null],
  ])("is compressed for a client that accepts %j", async (accepted, encoding) => {
    const { headers, text } = await post("task/getTaskList", list, sendLarge, { "accept-encoding": accepted });
    expect(headers.get("content-encoding")).toBe(encoding);
    expect(headers.get("vary")).toBe("accept-encoding");
    expect(Number(headers.get("content-length")) < 1000).toBe(encoding !== null);
    expect(text).toBe(large);
  });

  it("is not compressed when it is small, refused, or has no room in memory beside its text", async () => {
    const small = await post("task/getTaskList", list, async () => ({ code: 200, body: "{}" }));
    const problem = await post("task/getTaskList", {}, sendLarge);
    const full = await post("task/getTaskList", list, sendLarge, {}, createByteBudget(1000));
    expect([small, problem, full].map(({ headers }) => headers.get("content-encoding"))).toEqual([null, null, null]);
    expect([small.text, full.text, problem.status]).toEqual(["{}", large, 422]);
  });

  it("gives the memory of its text back", async () => {
    const budget = createByteBudget();
    await post("task/getTaskList", list, sendLarge, {}, budget);
    expect(budget.used()).toBe(0);
  });

  it("whose body breaks off is logged as client-gone and not forwarded", async () => {
    const { farm, proxy } = await startProxiedFarm();
    const socket = connect(Number(new URL(proxy.origin).port), "127.0.0.1");
    socket.write(
      "POST /api/render/task/stopTask HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n" +
        'content-length: 100\r\n\r\n{"taskParam":',
      () => socket.destroy(),
    );
    await expect.poll(() => proxy.log).toMatchObject([{ operation: "stopTask", status: 499, problem: "client-gone" }]);
    expect(farm.requests).toEqual([]);
    expect((await proxy.post("user/queryUserSetting")).status).toBe(200);
  });

  it("that is unknown is logged without its name", async () => {
    const { proxy } = await startProxiedFarm();
    await proxy.post("task/injected");
    expect(proxy.log).toEqual([
      {
        requestId: expect.any(String),
        operation: "unknown",
        status: 404,
        problem: "unknown-operation",
        ms: expect.any(Number),
      },
    ]);
  });

  it("accepts only POST, and the response says so", async () => {
    const { proxy } = await startProxiedFarm();
    const { status, headers } = await rawRequest(proxy.origin, { path: "/api/render/task/stopTask" });
    expect(status).toBe(405);
    expect(headers).toMatchObject({ allow: "POST", "content-type": "application/problem+json" });
    expect((await proxy.post("task/stopTask", {})).headers.get("allow")).toBeNull();
  });
});

const taskRecord = { pageNum: 1, pageSize: 10 };

describe("operations of the current dialect only", () => {
  it("are unknown in the dialect of 2018", async () => {
    const { farm, proxy } = await startProxiedFarm();
    expect((await proxy.post("task/taskRecord", taskRecord)).status).toBe(404);
    expect(proxy.log).toMatchObject([{ operation: "unknown", problem: "unknown-operation" }]);
    expect(farm.requests).toEqual([]);
  });

  it("are forwarded in the current dialect", async () => {
    const { farm, proxy } = await startProxiedFarm(undefined, { dialect: "current" });
    expect((await proxy.post("task/taskRecord", taskRecord)).status).toBe(200);
    expect(farm.requests).toMatchObject([
      { path: "/api/render/handle/operate/sdk/taskRecord", body: { platform: 2, pageNum: 1, pageSize: 10 } },
    ]);
  });

  it("are refused to viewers if they are writes, and to everyone with an unknown member", async () => {
    const { farm, proxy } = await startProxiedFarm(undefined, { dialect: "current", config: { readOnly: true } });
    expect((await proxy.post("task/fullSpeedRendering", { taskIds: [1] })).status).toBe(403);
    expect((await proxy.post("task/showLog", { id: 1, pageNum: 1, pageSize: 1 })).status).toBe(422);
    expect(farm.requests).toEqual([]);
  });

  it("refuse a page size that the dialect does not allow, and name the member", async () => {
    const { proxy } = await startProxiedFarm(undefined, { dialect: "current" });
    const response = await proxy.post("task/getTaskList", { pageNum: 1, pageSize: 101 });
    expect([response.status, await response.json()]).toMatchObject([422, { errors: [{ path: "pageSize" }] }]);
  });
});
