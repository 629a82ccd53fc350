/** Tokens at the whole server in front of the demo farm. */
import { describe, expect, it } from "vitest";
import { createdTokenSchema } from "../../protocol/api-token";
import { endpoints, type OperationName, type Role } from "../../protocol/endpoints";
import { roles } from "../../protocol/roles";
import { personFromTestHeader } from "../../proxy/testing/test-person";
import { startLiveFarm } from "../../test/live-farm";

type Headers = Readonly<Record<string, string>>;

async function start() {
  const world = await startLiveFarm({}, { identify: personFromTestHeader });
  const post = (path: string, headers: Headers, body: object) =>
    fetch(`${world.origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const create = async (role: Role, creator: Role = "manager") => {
    const body = { name: "t", role, days: 7 };
    const { secret } = createdTokenSchema.parse(
      await (await post("/api/tokens", { "x-test-role": creator }, body)).json(),
    );
    return { authorization: `Bearer ${secret}` };
  };
  const call = (name: OperationName, headers: Headers, body: object) => post(endpoints[name].path, headers, body);
  return { ...world, create, call };
}

const bodies = {
  viewer: ["queryUserProfile", {}],
  operator: ["startTask", { taskParam: [1] }],
  manager: ["addLabel", { newName: "A", status: 1 }],
} as const satisfies Record<Role, readonly [OperationName, object]>;

describe("operations and routes", () => {
  it.each(roles)("are open for a token of the role %s as for a person, and no further", async (role) => {
    const { create, call, get, requests } = await start();
    const headers = await create(role);
    for (const needed of roles) {
      const [name, body] = bodies[needed];
      const isAllowed = roles.indexOf(role) >= roles.indexOf(needed);
      const before = requests.length;
      const { status } = await call(name, headers, body);
      const isSent = requests.slice(before).some((request) => request.name === name);
      expect([name, status, isSent || name === "queryUserProfile"]).toEqual(
        isAllowed ? [name, 200, true] : [name, 403, false],
      );
    }
    expect((await get("/api/live/tasks", headers)).status).toBe(200);
    expect((await get("/api/history/state", headers)).status).toBe(200);
    expect((await get("/api/tokens", headers)).status).toBe(403);
  });

  it("refuse an invalid token before the farm is asked, also in a browser that is signed in", async () => {
    const { call, get, requests } = await start();
    const forged = { authorization: `Bearer rdk_${"a".repeat(43)}`, "x-test-role": "manager" };
    await get("/api/live/tasks", { "x-test-role": "viewer" });
    const before = requests.length;
    expect((await call("startTask", forged, { taskParam: [1] })).status).toBe(401);
    expect((await get("/api/live/tasks", forged)).status).toBe(401);
    expect((await get("/healthz", forged)).status).toBe(401);
    expect(requests.slice(before).some(({ name }) => name === "startTask")).toBe(false);
  });

  it("need no origin of the page, but every other check", async () => {
    const { create, call, origin } = await start();
    const headers = await create("operator");
    const profile = (more: Headers) => call("queryUserProfile", { ...headers, ...more }, {});
    expect((await profile({ origin: "https://script.example" })).status).toBe(200);
    expect((await call("queryUserProfile", { "x-test-role": "viewer", origin: "https://a.example" }, {})).status).toBe(
      403,
    );
    expect((await profile({ "content-type": "text/plain" })).status).toBe(415);
    expect((await call("stopTask", headers, { taskParam: [] })).status).toBe(422);
    const get = await fetch(`${origin}${endpoints.queryUserProfile.path}`, { headers });
    expect(get.status).toBe(405);
  });
});
