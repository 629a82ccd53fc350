// @vitest-environment node
/** The farm behind HTTP: the requests it accepts, and the faults it injects. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endpoints, type OperationName2018 } from "../app/protocol/endpoints";
import { taskPageSchema } from "../app/protocol/tasks/task-info";
import { envelopeSchema } from "../app/protocol/wire/envelope";
import { signRequest } from "../app/proxy/signing/sign";
import { signedHeaders } from "../app/proxy/signing/signed-headers";
import { createFarm, type Farm, inspectTask } from "./farm/farm";
import { createFaults, type Faults } from "./faults";
import { CLOCK_WINDOW_SECONDS, type RunningUpstream, startUpstream } from "./upstream";

/** 2026-11-01T00:00:00Z */
const NOW = 1_793_491_200_000;
const accessId = "test-id";
const accessKey = "test-key";

let nowMs = NOW;
let farm: Farm;
let faults: Faults;
let upstream: RunningUpstream;

beforeEach(async () => {
  nowMs = NOW;
  farm = createFarm({ seed: 1, now: () => nowMs, tasks: 2 });
  faults = createFaults();
  upstream = await startUpstream({ farm, accessId, accessKey, faults, now: () => NOW });
});

afterEach(() => upstream.close());

type Change = {
  readonly secondsOff?: number;
  readonly id?: string;
  readonly key?: string;
  readonly nonce?: string;
  readonly version?: string;
  readonly without?: string;
  /** The body that is sent instead of the signed one. */
  readonly sent?: string;
};

let lastNonce = 100_000;

function signed(name: OperationName2018, bodyText: string, change: Change): RequestInit {
  lastNonce += 1;
  const identity = { accessId: change.id ?? accessId, channel: "4", platform: "2", version: change.version ?? "1.0.0" };
  const headers = signedHeaders(identity, NOW / 1000 + (change.secondsOff ?? 0), change.nonce ?? String(lastNonce));
  const request = { domain: `127.0.0.1:${upstream.port}`, path: endpoints[name].path, headers, bodyText };
  const signature = signRequest({ ...request, accessKey: change.key ?? accessKey });
  const all = { "content-type": "application/json", ...headers, signature };
  const sentHeaders = Object.entries(all).filter(([header]) => header !== change.without);
  return { method: "POST", headers: sentHeaders, body: change.sent ?? bodyText };
}

const post = (name: OperationName2018, bodyText = "{}", change: Change = {}): Promise<Response> =>
  fetch(upstream.origin + endpoints[name].path, signed(name, bodyText, change));

async function codeOf(response: Promise<Response>): Promise<number> {
  const { status, ...rest } = await response.then(async (answered) => ({
    status: answered.status,
    body: await answered.json(),
  }));
  expect(status).toBe(200);
  return envelopeSchema.parse(rest.body).code;
}

describe("the farm behind HTTP", () => {
  it("answers a signed request and logs it", async () => {
    expect(await codeOf(post("queryTaskInfo", '{"taskIds":[18278]}'))).toBe(200);
    expect(upstream.requests).toMatchObject([{ name: "queryTaskInfo", bodyText: '{"taskIds":[18278]}', code: 200 }]);
    expect(upstream.requests[0]?.headers["accessid"]).toBe(accessId);
  });

  it("measures its response time, with the delay of a late response", async () => {
    faults.set("queryTaskInfo", { kind: "latency", ms: 40 });
    await codeOf(post("queryTaskInfo", '{"taskIds":[18278]}'));
    await vi.waitFor(() => expect(upstream.requests[0]?.answerMs).toBeGreaterThanOrEqual(39));
    faults.set("queryTaskInfo", { kind: "outage" });
    await expect(post("queryTaskInfo", '{"taskIds":[18278]}')).rejects.toThrow("fetch failed");
    expect(upstream.requests[1]?.answerMs).toBeNull();
  });

  it("carries out a signed write", async () => {
    expect(await codeOf(post("startTask", '{"taskParam":[19088]}'))).toBe(200);
    expect(inspectTask(farm, 19088)[0]?.status).toBe(5);
  });

  it("answers with the state of platforms to requests of the current version only", async () => {
    const [current, former] = await Promise.all(
      ["2.0.0", "1.0.0"].map(async (version) => (await post("queryPlatforms", '{"zone":1}', { version })).text()),
    );
    expect(current).toContain('"status":2');
    expect(former).not.toContain('"status"');
  });

  it("verifies the signature of numbers as they are written", async () => {
    expect(await codeOf(post("queryPlatforms", '{"zone":1, "note":1800.0}'))).toBe(200);
  });

  it.each<[string, Change, number]>([
    ["another key", { key: "wrong" }, 611],
    ["an unknown access id", { id: "nobody" }, 611],
    ["a body that is not the signed one", { sent: '{"zone":2}' }, 611],
    ["a timestamp too old", { secondsOff: -CLOCK_WINDOW_SECONDS - 1 }, 610],
    ["a timestamp too new", { secondsOff: CLOCK_WINDOW_SECONDS + 1 }, 610],
    ["no signature", { without: "signature" }, 603],
    ["no nonce", { without: "nonce" }, 603],
    ["a body that is not JSON", { sent: '{"zone":' }, 600],
    ["a body that is not an object", { sent: "[]" }, 600],
  ])("refuses %s", async (_, change, code) => {
    expect(await codeOf(post("queryPlatforms", '{"zone":1}', change))).toBe(code);
    expect(farm.requestLog).toHaveLength(0);
  });

  it("accepts timestamps at both ends of the clock window", async () => {
    expect(await codeOf(post("queryUserSetting", "{}", { secondsOff: CLOCK_WINDOW_SECONDS }))).toBe(200);
    expect(await codeOf(post("queryUserSetting", "{}", { secondsOff: -CLOCK_WINDOW_SECONDS }))).toBe(200);
  });

  it("refuses a body that replaces a header in the signature", async () => {
    expect(await codeOf(post("queryPlatforms", '{"zone":1,"nonce":"5"}'))).toBe(600);
  });

  it("refuses a replayed request and does not carry it out", async () => {
    const request = signed("addLabel", '{"newName":"once","status":0}', {});
    const send = () => fetch(upstream.origin + endpoints.addLabel.path, request);
    expect(await codeOf(send())).toBe(200);
    expect(await codeOf(send())).toBe(611);
    expect(farm.requestLog).toHaveLength(1);
  });

  it("accepts the same nonce at another second", async () => {
    expect(await codeOf(post("queryUserSetting", "{}", { nonce: "123456" }))).toBe(200);
    expect(await codeOf(post("queryUserSetting", "{}", { nonce: "123456", secondsOff: 1 }))).toBe(200);
  });

  it("refuses unknown paths and methods", async () => {
    const elsewhere = await fetch(`${upstream.origin}/api/render/task/nothing`, { method: "POST" });
    expect([elsewhere.status, envelopeSchema.parse(await elsewhere.json()).code]).toEqual([404, 404]);
    expect((await fetch(upstream.origin + endpoints.getTaskList.path)).status).toBe(405);
  });
});

const labelNames = () => farm.account.labels.map(({ projectName }) => projectName);

describe("injected faults", () => {
  it("refuse with any code without carrying out the request", async () => {
    faults.set("startTask", { kind: "refuse", code: 500 }, { times: 1 });
    expect(await codeOf(post("startTask", '{"taskParam":[19088]}'))).toBe(500);
    expect(farm.requestLog).toHaveLength(0);
    expect(await codeOf(post("startTask", '{"taskParam":[19088]}'))).toBe(200);
  });

  it.each([
    [false, 0],
    [true, 1],
  ])("reset the connection (after carrying out the request: %s)", async (after, requests) => {
    faults.set("*", { kind: "outage", after });
    await expect(post("addLabel", '{"newName":"x","status":0}')).rejects.toThrow("fetch failed");
    expect(farm.requestLog).toHaveLength(requests);
  });

  it("leave a request without a response", async () => {
    faults.set("queryUserSetting", { kind: "hang" });
    const response = fetch(upstream.origin + endpoints.queryUserSetting.path, {
      ...signed("queryUserSetting", "{}", {}),
      signal: AbortSignal.timeout(50),
    });
    await expect(response).rejects.toThrow("aborted due to timeout");
  });

  it("respond with a gateway page, with half a JSON, or late", async () => {
    faults.set("queryUserSetting", { kind: "badGateway" }, { times: 1 });
    const gateway = await post("queryUserSetting");
    expect([gateway.status, gateway.headers.get("content-type")]).toEqual([502, "text/html"]);
    faults.set("queryUserSetting", { kind: "truncated" }, { times: 1 });
    await expect(post("queryUserSetting").then((response) => response.json())).rejects.toThrow(SyntaxError);
    faults.set("queryUserSetting", { kind: "latency", ms: 20 }, { times: 1 });
    const sentMs = performance.now();
    expect(await codeOf(post("queryUserSetting"))).toBe(200);
    expect(performance.now() - sentMs).toBeGreaterThanOrEqual(19);
  });

  it("add a malformed row to a list", async () => {
    faults.set("getTaskList", { kind: "malformedRow" });
    const response = await post("getTaskList", '{"pageNum":1,"pageSize":10}');
    const { data } = envelopeSchema.parse(await response.json());
    expect(taskPageSchema.parse(data)).toMatchObject({
      malformed: 1,
      total: 2,
      rows: [{ id: 19084 }, { id: 18278 }],
    });
  });

  it("accept a write at once and carry it out later", async () => {
    faults.set("addLabel", { kind: "lateEffect", ms: 5000 }, { times: 1 });
    const add = (name: string) => codeOf(post("addLabel", JSON.stringify({ newName: name, status: 0 })));
    expect(await add("later")).toBe(200);
    expect(await add("at once")).toBe(200);
    expect(labelNames()).toContain("at once");
    expect(labelNames()).not.toContain("later");
    nowMs += 5000;
    await codeOf(post("getLabelList"));
    expect(labelNames()).toContain("later");
  });

  it("skew the clock: the timestamp is refused and serverTime is wrong", async () => {
    faults.set("*", { kind: "skew", ms: 3_600_000 });
    const response = await post("queryUserSetting");
    expect(envelopeSchema.parse(await response.json())).toMatchObject({ code: 610, serverTime: NOW + 3_600_000 });
    expect(await codeOf(post("queryUserSetting", "{}", { secondsOff: 3600 }))).toBe(200);
    faults.clear();
    expect(await codeOf(post("queryUserSetting"))).toBe(200);
  });
});
