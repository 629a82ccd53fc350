/** The page's own server: its state, and the JSON that it sends. */
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { CallError } from "../../protocol/wire/call-error";
import { connectFarm, startNetwork } from "../../test/connect-farm";
import { server } from "../../test/server";
import { getJson } from "./get-json";
import { healthQuery } from "./health";

startNetwork();

const upstream = { reachable: true, latencyMs: 5, checkedAt: 9 };
const health = {
  status: "ok",
  mode: "live",
  readOnly: false,
  upstream,
  dialect: "current",
  capabilities: ["taskTags"],
};

function fetchHealth(body: object) {
  const { client } = connectFarm();
  server.use(http.get("*/healthz", () => HttpResponse.json(body)));
  return client.fetchQuery({ ...healthQuery, retry: false });
}

describe("the state of the server", () => {
  it.each([
    ["for other machines", health],
    ["for its own machine", { ...health, version: "1", clockOffsetMs: 3, upstream: { ...upstream, host: "a" } }],
    ["of a demo", { ...health, status: "degraded", mode: "demo", readOnly: true, dialect: "2018", capabilities: [] }],
    ["before the first contact", { ...health, upstream: { reachable: null, latencyMs: null, checkedAt: null } }],
  ])("%s is as sent", async (_, body) => {
    expect(await fetchHealth(body)).toEqual(body);
  });

  it("of a server without dialects is that of 2018 without capabilities", async () => {
    const { dialect: _, capabilities: __, ...old } = health;
    expect(await fetchHealth(old)).toEqual({ ...old, dialect: "2018", capabilities: [] });
  });

  it.each([{ status: "fine" }, { mode: "test" }, { readOnly: 1 }, { upstream: {} }])(
    "is refused with %j",
    async (odd) => {
      await expect(fetchHealth({ ...health, ...odd })).rejects.toHaveProperty("issues");
    },
  );
});

const get = (respond: () => Response, signal?: AbortSignal) => {
  server.use(http.get("*/data", respond));
  return getJson("/data", "getTaskList", signal);
};

describe("JSON of the server", () => {
  it("is returned as sent; a text that is none is undefined", async () => {
    expect(await get(() => HttpResponse.json({ a: [1] }))).toEqual({ a: [1] });
    expect(await get(() => HttpResponse.text("<html>"))).toBeUndefined();
  });

  it("fails with the server's problem", async () => {
    const problem = { type: "urn:renderdeck:problem:busy", detail: "later", retryAfterSeconds: 2 };
    const failure = { kind: "proxy", status: 503, problem: problem.type, detail: "later", retryAfterSeconds: 2 };
    const answer = get(() => HttpResponse.json(problem, { status: 503 }));
    await expect(answer).rejects.toMatchObject({ operation: "getTaskList", failure });
  });

  it("fails without a response, and is aborted", async () => {
    await expect(get(() => HttpResponse.error())).rejects.toMatchObject({
      failure: { kind: "network", certainty: "not-sent" },
    });
    const aborted = get(() => HttpResponse.json(1), AbortSignal.abort());
    await expect(aborted).rejects.not.toBeInstanceOf(CallError);
  });
});
