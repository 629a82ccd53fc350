import { describe, expect, it } from "vitest";
import { envelopeText } from "../testing/fake-farm";
import { startProxiedFarm } from "../testing/proxied-farm";
import { type RawRequest, rawRequest } from "../testing/raw-request";
import { openSocket } from "../testing/raw-socket";

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

const stopTask: RawRequest = {
  path: "/api/render/task/stopTask",
  method: "POST",
  headers: { "content-type": "application/json", "content-length": "17" },
  body: '{"taskParam":[1]}',
};

const answers: readonly (readonly [string, RawRequest])[] = [
  ["an envelope", stopTask],
  ["a refused request", { ...stopTask, headers: { ...stopTask.headers, "content-type": "text/plain" } }],
  ["an unknown operation", { ...stopTask, path: "/api/render/task/nothing" }],
  ["another method", { path: stopTask.path }],
  ["another site", { ...stopTask, headers: { ...stopTask.headers, "sec-fetch-site": "cross-site" } }],
  ["an unknown path", { path: "/nothing" }],
  ["a foreign host", { path: "/", headers: { host: "evil.example" } }],
  ["an address that is none", { path: "http://[" }],
  ["an unknown expectation", { path: "/", headers: { expect: "miracle" } }],
  ["health", { path: "/healthz" }],
];

describe("the id of a request", () => {
  it.each(answers)("is in the header of the answer, and in its problem: %s", async (_, request) => {
    const { proxy } = await startProxiedFarm();
    const { headers, text } = await rawRequest(proxy.origin, request);
    expect(headers["x-request-id"]).toMatch(UUID);
    const isProblem = headers["content-type"] === "application/problem+json";
    const { requestId }: { requestId?: string } = JSON.parse(text);
    expect(requestId).toBe(isProblem ? headers["x-request-id"] : undefined);
  });

  it("is in the answer to what is no HTTP", async () => {
    const { proxy } = await startProxiedFarm();
    const { send, received } = await openSocket(proxy.origin);
    send("nonsense\r\n\r\n");
    const [head = "", body = ""] = (await received()).split("\r\n\r\n");
    const id = /^x-request-id: (.*)$/m.exec(head)?.[1];
    expect(id).toMatch(UUID);
    expect(JSON.parse(body)).toMatchObject({ requestId: id });
  });

  it("is that of the log line", async () => {
    const { proxy } = await startProxiedFarm((response) => response.end(envelopeText(200)));
    const accepted = await proxy.post("task/stopTask", { taskParam: [1] });
    const refused = await proxy.post("task/stopTask", {});
    expect(proxy.log.map(({ requestId }) => requestId)).toEqual(
      [accepted, refused].map(({ headers }) => headers.get("x-request-id")),
    );
  });

  it("is another one for each request, also on one connection, and never the client's", async () => {
    const { proxy } = await startProxiedFarm();
    const ids = [];
    for (const path of ["/healthz", "/healthz", "/nothing"]) {
      const { headers } = await rawRequest(proxy.origin, {
        path,
        headers: { "x-request-id": "chosen", connection: "keep-alive" },
      });
      ids.push(headers["x-request-id"]);
    }
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain("chosen");
  });
});
