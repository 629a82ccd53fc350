import { expect, it, onTestFinished } from "vitest";
import { parseConfig } from "../../proxy/config";
import { createHttpServer } from "../../proxy/http/create-server";
import type { AccessEntry } from "../../proxy/http/server-log";
import { closeServer, listenOnFreePort } from "../../proxy/testing/fake-farm";
import { openAccounts } from "../accounts/open-accounts";
import { createMetrics } from "./metrics";
import { outcomeOf } from "./operation-outcome";

const limits = { readConnections: 8, writeConnections: 8 };

/** A server with the demo farm, and its metrics. */
async function startMeasured() {
  const metrics = createMetrics("1.2.3");
  const log = { access: metrics.operation, warn: () => undefined };
  const env = { RENDERDECK_DEMO_TASKS: "12", RENDERDECK_DATA: ":memory:" };
  const proxy = await openAccounts(parseConfig({}), { version: "1.2.3", log, limits, metrics }, env);
  onTestFinished(proxy.close);
  const server = createHttpServer(proxy.requestListener, proxy.headers);
  const origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
  onTestFinished(() => closeServer(server));
  const readValue = async (series: string) => {
    const line = (await metrics.text()).split("\n").find((text) => text.startsWith(`${series} `));
    return line === undefined ? null : Number(line.slice(series.length));
  };
  return { origin, metrics, readValue };
}

it("tells operations, requests to the farm, live answers, the collector, the store and the farm's totals", async () => {
  const { origin, metrics, readValue } = await startMeasured();
  const post = (path: string, body: string) =>
    fetch(`${origin}/api/render/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body });
  await post("user/queryUserSetting", "{}");
  await post("user/queryUserSetting", "{");
  await post("task/none", "{}");
  const live: unknown = await (await fetch(`${origin}/api/live/tasks`)).json();
  const { run, revision } = Object(live);
  await fetch(`${origin}/api/live/tasks?run=${run}&since=${revision}`);

  const operation = 'account="default",operation="queryUserSetting"';
  expect(await readValue(`renderdeck_operations_total{${operation},outcome="ok"}`)).toBe(1);
  expect(await readValue(`renderdeck_operations_total{${operation},outcome="refused"}`)).toBe(1);
  expect(await readValue('renderdeck_operations_total{account="default",operation="unknown",outcome="refused"}')).toBe(
    1,
  );
  expect(await readValue('renderdeck_operation_seconds_count{operation="queryUserSetting"}')).toBe(2);
  expect(
    await readValue('renderdeck_upstream_requests_total{account="default",kind="read",result="ok"}'),
  ).toBeGreaterThan(0);
  expect(await readValue('renderdeck_live_answers_total{account="default",kind="full"}')).toBe(1);
  await expect.poll(() => readValue('renderdeck_frames{account="default",state="executing"}')).toBeGreaterThan(0);
  expect(await readValue('renderdeck_tasks_running{account="default"}')).toBeGreaterThan(0);
  expect(await readValue('renderdeck_collector_age_seconds{account="default"}')).toBeLessThan(60);
  expect(await readValue('renderdeck_collector_pace_seconds{account="default"}')).not.toBeNull();
  expect(await readValue('renderdeck_instance_role{account="default",role="leads"}')).toBe(1);
  expect(await readValue("renderdeck_store_outage_seconds")).toBe(0);
  expect(await readValue('renderdeck_store_seconds_count{outcome="ok"}')).toBeGreaterThan(0);
  expect(await readValue('renderdeck_info{version="1.2.3"}')).toBe(1);
  expect(await readValue("process_resident_memory_bytes")).toBeGreaterThan(0);
  expect(metrics.contentType).toContain("text/plain");
});

it("makes no new series for what a client invents", async () => {
  const { origin, metrics } = await startMeasured();
  const seriesOf = async () =>
    (await metrics.text()).split("\n").filter((line) => line.startsWith("renderdeck_operation")).length;
  const post = (path: string) =>
    fetch(`${origin}/api/render/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
  await post("none/0");
  const before = await seriesOf();
  for (let index = 1; index < 50; index += 1) await post(`none/${index}`);
  expect(await seriesOf()).toBe(before);
});

it.each<[Pick<AccessEntry, "status" | "code">, string]>([
  [{ status: 200, code: 200 }, "ok"],
  [{ status: 200, code: 601 }, "farm_refused"],
  [{ status: 502 }, "farm_failed"],
  [{ status: 504 }, "farm_failed"],
  [{ status: 503 }, "busy"],
  [{ status: 429 }, "limited"],
  [{ status: 499 }, "client_gone"],
  [{ status: 422 }, "refused"],
  [{ status: 500 }, "failed"],
])("names the outcome of %j %s", (entry, outcome) => {
  expect(outcomeOf(entry)).toBe(outcome);
});
