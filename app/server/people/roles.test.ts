/** The role belongs to the person of a request: one server answers viewers and managers differently at the same time. */
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { routeAccess } from "../../proxy/http/access";
import { personFromTestHeader } from "../../proxy/testing/test-person";
import { startLiveFarm } from "../../test/live-farm";

const as = (role: string) => ({ "x-test-role": role });
const start = () => startLiveFarm({}, { identify: personFromTestHeader });
const live = "/api/live/tasks";

const answerSchema = z.object({
  run: z.string(),
  revision: z.number(),
  tasks: z.array(z.object({ id: z.number(), cost: z.nullable(z.number()) })),
  parts: z.optional(z.array(z.object({ key: z.string(), version: z.string() }))),
});

type Get = Awaited<ReturnType<typeof start>>["get"];
const listFor = async (get: Get, role: string, query = "?fresh=1") =>
  z.parse(answerSchema, await (await get(`${live}${query}`, as(role))).json());
const addressOf = ({ run, parts }: z.infer<typeof answerSchema>) =>
  `${live}/parts/${parts?.[0]?.key}?run=${run}&v=${parts?.[0]?.version}`;

describe("the task list", () => {
  it("has charges for managers and none for viewers", async () => {
    const { get } = await start();
    expect((await listFor(get, "manager")).tasks.some(({ cost }) => (cost ?? 0) > 0)).toBe(true);
    expect((await listFor(get, "operator")).tasks.some(({ cost }) => (cost ?? 0) > 0)).toBe(true);
    expect((await listFor(get, "viewer")).tasks.some(({ cost }) => cost !== null)).toBe(false);
  });

  it("has no address under which viewers and managers get different parts", async () => {
    const { get } = await start();
    const forManager = addressOf(await listFor(get, "manager"));
    const forViewer = addressOf(await listFor(get, "viewer"));
    expect(forViewer).not.toBe(forManager);
    const statusOf = async (address: string, role: string) => (await get(address, as(role))).status;
    expect([await statusOf(forManager, "manager"), await statusOf(forManager, "viewer")]).toEqual([200, 404]);
    expect([await statusOf(forViewer, "manager"), await statusOf(forViewer, "viewer")]).toEqual([404, 200]);
  });

  it("comes anew after a change of role", async () => {
    const { get } = await start();
    const before = await listFor(get, "viewer");
    const query = `?run=${before.run}&since=${before.revision}`;
    expect((await listFor(get, "viewer", query)).parts).toBeUndefined();
    const after = await listFor(get, "manager", query);
    expect(after.parts).toHaveLength(1);
    expect(after.tasks.some(({ cost }) => (cost ?? 0) > 0)).toBe(true);
  });
});

it("hides the account of the connection and the amounts of the history from viewers alone", async () => {
  const { get } = await start();
  const read = async (path: string, role: string) => (await get(path, as(role))).text();
  expect(JSON.parse(await read("/api/connection", "viewer")).result).toMatchObject({ account: null });
  expect(JSON.parse(await read("/api/connection", "operator")).result.account).not.toBeNull();
  await listFor(get, "manager");
  const farmSamples = async (role: string) =>
    z.parse(
      z.object({ samples: z.array(z.object({ cost: z.nullable(z.number()) })) }),
      JSON.parse(
        await read(`/api/history/farm?from=${Date.now() - 3_600_000}&to=${Date.now() + 3_600_000}&every=60000`, role),
      ),
    ).samples;
  await expect.poll(async () => (await farmSamples("manager")).some(({ cost }) => cost !== null)).toBe(true);
  expect((await farmSamples("viewer")).some(({ cost }) => cost !== null)).toBe(false);
});

it("tells the state of the server to anyone, and its details to managers who have signed in", async () => {
  const { get } = await start();
  const elsewhere = { "x-forwarded-for": "10.0.0.7" };
  const health = async (headers: object) => (await get("/healthz", { ...elsewhere, ...headers })).json();
  expect(await health({})).toEqual({ status: "ok" });
  expect(await health(as("viewer"))).toMatchObject({ mode: "live" });
  expect(await health(as("viewer"))).not.toHaveProperty("version");
  expect(await health(as("manager"))).toMatchObject({ version: "test", clockOffsetMs: expect.any(Number) });
});

it("refuses every route to somebody who has not signed in, except those for anyone", async () => {
  const { get, routes } = await start();
  const paths = routes.filter(({ method }) => method === "GET").map(({ path }) => path);
  expect(paths.length).toBeGreaterThan(12);
  for (const path of new Set(paths)) {
    const address = path
      .replace(/:id\{[^}]*\}+/, "1")
      .replace(/:(?:cgId|frame|index)\{[^}]*\}+/g, "1")
      .replace(/:key\{[^}]*\}+.*/, "0-9");
    const { status } = await get(address);
    expect([path, status]).toEqual([path, routeAccess[`GET ${path}`] === "anyone" ? 200 : 401]);
  }
  const me = await get("/api/me");
  expect(await me.json()).toEqual({ person: null, signIn: "none", insecure: false });
});
