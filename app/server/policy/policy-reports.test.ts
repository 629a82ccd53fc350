import { expect, it, onTestFinished } from "vitest";
import { createHttpServer } from "../../proxy/http/create-server";
import { createResponseHeaders } from "../../proxy/http/response-headers";
import type { ServerEvent } from "../../proxy/http/server-log";
import { closeServer, listenOnFreePort } from "../../proxy/testing/fake-farm";
import { withReports } from "./policy-reports";

async function start() {
  const lines: ServerEvent[] = [];
  let nowMs = 0;
  const headers = createResponseHeaders({ publicOrigins: [] });
  const listener = withReports((_, outgoing) => outgoing.writeHead(204).end(), {
    publicOrigins: [],
    headers,
    log: { warn: (event) => lines.push(event) },
    now: () => nowMs,
  });
  const server = createHttpServer(listener, headers);
  onTestFinished(() => closeServer(server));
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  const post = (body: string) =>
    fetch(`${origin}/api/csp-report`, { method: "POST", headers: { "content-type": "application/csp-report" }, body });
  return { origin, post, lines, pass: (ms: number) => (nowMs += ms) };
}

const older = (blocked: string) =>
  JSON.stringify({
    "csp-report": {
      "effective-directive": "img-src",
      "blocked-uri": blocked,
      "document-uri": "https://r/tasks?q=ann#x",
    },
  });

it("logs what was refused and where, without search parameters, in both forms", async () => {
  const { post, lines } = await start();
  expect((await post(older("https://evil.example/a.png?token=x"))).status).toBe(204);
  const newer = { effectiveDirective: "script-src-elem", blockedURL: "inline", documentURL: "https://r/monitor?x=1" };
  expect((await post(JSON.stringify([{ type: "csp-violation", body: newer }]))).status).toBe(204);
  expect(lines).toEqual([
    { event: "csp-report", directive: "img-src", blocked: "https://evil.example/a.png", page: "https://r/tasks" },
    { event: "csp-report", directive: "script-src-elem", blocked: "inline", page: "https://r/monitor" },
  ]);
});

it("lets nobody write lines of the log or long ones", async () => {
  const { post, lines } = await start();
  await post(older(`a\n{"event":"stopped"}\u001b[31m${"x".repeat(1000)}`));
  const blocked = String(lines[0]?.["blocked"]);
  expect(blocked).toMatch(/^[\x20-\x7e]{200}$/);
});

it("logs ten reports in a minute", async () => {
  const { post, lines, pass } = await start();
  for (let index = 0; index < 25; index += 1) expect((await post(older("x"))).status).toBe(204);
  expect(lines).toHaveLength(10);
  pass(60_000);
  await post(older("x"));
  expect(lines).toHaveLength(11);
});

it("refuses what is no report, too large or not posted", async () => {
  const { origin, post, lines } = await start();
  expect((await post("{}")).status).toBe(400);
  expect((await post("not json")).status).toBe(400);
  expect((await post(older("x".repeat(9000)))).status).toBe(413);
  expect((await fetch(`${origin}/api/csp-report`)).status).toBe(405);
  expect((await fetch(`${origin}/tasks`)).status).toBe(204);
  expect(lines).toEqual([]);
});
