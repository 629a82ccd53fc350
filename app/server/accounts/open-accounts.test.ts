/** Two farm accounts in one server, each with a farm of its own. */

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { createFarm } from "../../../mocks/farm/farm";
import { startUpstream } from "../../../mocks/upstream";
import { parseConfig } from "../../proxy/config";
import { routeAccess } from "../../proxy/http/access";
import { isSignInRoute } from "../../proxy/testing/sign-in-route";
import { openAccounts } from "./open-accounts";

const keys = { cn: "SENTINEL-cn", fox: "SENTINEL-fox" };
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function startFarm(name: keyof typeof keys, tasks: number) {
  const farm = createFarm({ seed: tasks, now: Date.now, tasks });
  const upstream = await startUpstream({ farm, accessId: name, accessKey: keys[name], port: 0 });
  ends.push(() => upstream.close());
  return { farm, upstream };
}

async function startAccounts(data = ":memory:", more: Readonly<Record<string, string>> = {}) {
  const cn = await startFarm("cn", 3);
  const fox = await startFarm("fox", 5);
  const env = {
    RENDERBUS_1_NAME: "cn",
    RENDERBUS_1_TITLE: "CN",
    RENDERBUS_1_ACCESS_ID: "cn",
    RENDERBUS_1_ACCESS_KEY: keys.cn,
    RENDERBUS_1_PROTOCOL: "http",
    RENDERBUS_1_DOMAIN: `127.0.0.1:${cn.upstream.port}`,
    RENDERBUS_2_NAME: "fox",
    RENDERBUS_2_ACCESS_ID: "fox",
    RENDERBUS_2_ACCESS_KEY: keys.fox,
    RENDERBUS_2_PROTOCOL: "http",
    RENDERBUS_2_DOMAIN: `127.0.0.1:${fox.upstream.port}`,
    RENDERBUS_2_DIALECT: "current",
    RENDERDECK_DATA: data,
    ...more,
  };
  const log: object[] = [];
  const accounts = await openAccounts(
    parseConfig(env),
    {
      version: "t",
      log: { access: (entry) => log.push(entry), warn: () => undefined },
      limits: { readConnections: 8, writeConnections: 4 },
      staticFiles: () => () => undefined,
    },
    env,
  );
  const server = createServer(accounts.requestListener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  ends.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await accounts.close();
  });
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return { origin, log, farms: { cn, fox }, routes: accounts.routes };
}

const post = (url: string, body: object) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const summaryOf = async (origin: string, name: string, query = "") => {
  const answer = await fetch(`${origin}/accounts/${name}/api/accounts${query}`);
  const spend = z.nullable(z.object({ amount: z.number() }));
  const account = z.object({
    name: z.string(),
    currency: z.nullable(z.string()),
    taskCount: z.number(),
    tasks: z.array(z.object({ id: z.number(), charge: z.nullable(z.number()) })),
    day: z.nullable(z.object({ spend })),
    balance: z.nullable(z.number()),
  });
  return z.parse(z.object({ accounts: z.array(account) }), await answer.json()).accounts;
};

describe("several accounts", () => {
  it("have each their tasks, dialect, health and currency of requests, below their own address", async () => {
    const { origin, farms, log } = await startAccounts();
    const totalOf = async (name: string) => {
      const answer = await fetch(`${origin}/accounts/${name}/api/live/tasks?fresh=1`);
      return z.parse(z.object({ figures: z.object({ total: z.number() }) }), await answer.json()).figures.total;
    };
    expect(await totalOf("cn")).toBe(farms.cn.farm.jobs.length);
    expect(await totalOf("fox")).toBe(farms.fox.farm.jobs.length);
    const health = async (name: string) => (await fetch(`${origin}/accounts/${name}/healthz`)).json();
    const all = [
      { name: "cn", title: "CN" },
      { name: "fox", title: "fox" },
    ];
    expect(await health("cn")).toMatchObject({ dialect: "2018", accounts: { own: "cn", all } });
    expect(await health("fox")).toMatchObject({ dialect: "current", accounts: { own: "fox", all } });

    const id = farms.fox.farm.jobs[0]?.id ?? 0;
    const stop = await post(`${origin}/accounts/fox/api/render/task/stopTask`, { taskParam: [id] });
    expect(stop.status).toBe(200);
    expect(farms.fox.farm.requestLog.some(({ name }) => name === "stopTask")).toBe(true);
    expect(farms.cn.farm.requestLog.some(({ name }) => name === "stopTask")).toBe(false);
    expect(log).toContainEqual(expect.objectContaining({ operation: "stopTask", account: "fox" }));
  });

  it("tell the health of each on the server's own machine", async () => {
    const { origin, farms } = await startAccounts();
    const health = async () => (await fetch(`${origin}/healthz`)).json();
    expect(await health()).toMatchObject({ status: "ok", accounts: { cn: { status: "ok" }, fox: { status: "ok" } } });
    const elsewhere = await fetch(`${origin}/healthz`, { headers: { "x-forwarded-for": "10.0.0.7" } });
    expect(await elsewhere.json()).toEqual({ status: "ok" });
    expect(JSON.stringify(await health())).not.toContain("SENTINEL");
    expect(farms.cn.upstream.requests.every(({ path }) => !path.startsWith("/accounts"))).toBe(true);
  });

  it("have exactly the routes that are declared with their roles", async () => {
    const { routes } = await startAccounts();
    const registered = routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
    const declared = Object.keys(routeAccess).filter((route) => !isSignInRoute(route));
    expect(registered.toSorted()).toEqual(declared.toSorted());
  });

  it("keep the memory of each in one file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "renderdeck-accounts-"));
    ends.push(async () => rmSync(folder, { recursive: true }));
    const { origin } = await startAccounts(join(folder, "renderdeck.db"));
    const sinceOf = async (name: string) => {
      const answer = await fetch(`${origin}/accounts/${name}/api/history/state`);
      return z.parse(z.object({ recordingSinceMs: z.nullable(z.number()) }), await answer.json()).recordingSinceMs;
    };
    await expect.poll(() => sinceOf("cn")).toBeGreaterThan(0);
    await expect.poll(() => sinceOf("fox")).toBeGreaterThan(0);
    expect(readdirSync(folder).filter((name) => name.endsWith(".db"))).toEqual(["renderdeck.db"]);
  });

  it("are summarised in one answer, the same below each address", async () => {
    const { origin, farms } = await startAccounts();
    await expect.poll(async () => (await summaryOf(origin, "cn")).map(({ balance }) => balance)).not.toContain(null);
    const { headers } = await fetch(`${origin}/accounts/fox/api/accounts`, { headers: { "accept-encoding": "gzip" } });
    expect(headers.get("content-encoding")).toBe("gzip");
    const all = await summaryOf(origin, "fox");
    expect(all.map(({ name, currency }) => [name, currency])).toEqual([
      ["cn", "CNY"],
      ["fox", "CNY"],
    ]);
    const job = farms.fox.farm.jobs[0];
    await expect
      .poll(async () => (await summaryOf(origin, "cn", `?q=${job?.id}`)).map(({ tasks }) => tasks.map(({ id }) => id)))
      .toEqual([farms.cn.farm.jobs.flatMap(({ id }) => (id === job?.id ? [id] : [])), [job?.id]]);
  });

  it("tell viewers no amounts in the summary", async () => {
    const { origin } = await startAccounts(":memory:", { READ_ONLY: "1" });
    await expect
      .poll(async () => (await summaryOf(origin, "cn")).map(({ taskCount }) => taskCount > 0))
      .not.toContain(false);
    for (const { balance, day, tasks } of await summaryOf(origin, "cn")) {
      expect([balance, day?.spend ?? null]).toEqual([null, null]);
      expect(tasks.every(({ charge }) => charge === null)).toBe(true);
    }
  });

  it("lead an address without an account to the first one, and refuse its operations", async () => {
    const { origin, farms } = await startAccounts();
    const page = await fetch(`${origin}/tasks?q=dragon`, { redirect: "manual" });
    expect([page.status, page.headers.get("location")]).toEqual([302, "/accounts/cn/tasks?q=dragon"]);
    const stop = await post(`${origin}/api/render/task/stopTask`, { taskParam: [1] });
    expect(stop.status).toBe(404);
    expect((await fetch(`${origin}/accounts/gpu/api/live/tasks`)).status).toBe(404);
    expect(farms.cn.farm.requestLog.some(({ name }) => name === "stopTask")).toBe(false);
  });
});
