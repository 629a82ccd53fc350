/** Which role may call which operation, and that every route of the server says which role it needs. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpoints, type OperationName, operationNames, type Role } from "../../protocol/endpoints";
import { noRateLimits } from "../limits/rate-limits";
import { envelopeText, type FakeFarm, startFakeFarm } from "../testing/fake-farm";
import { personFromTestHeader } from "../testing/test-person";
import { startTestProxy, type TestProxy } from "../testing/test-proxy";
import { accessOf } from "./access";
import { createRoutes } from "./request-listener";
import { createResponseHeaders } from "./response-headers";

const roles = ["viewer", "operator", "manager"] as const satisfies readonly Role[];

let farm: FakeFarm;
let proxy: TestProxy;
beforeAll(async () => {
  farm = await startFakeFarm((response) => response.end(envelopeText(200, null)));
  proxy = await startTestProxy(farm.port, { dialect: "current", identify: personFromTestHeader });
});
afterAll(async () => {
  await proxy.close();
  await farm.close();
});

/** The problem of the answer to an operation without a body; a role that may call it gets as far as the body. */
async function problemOf(operation: OperationName, headers: Record<string, string>): Promise<string> {
  const path = endpoints[operation].path.replace("/api/render/", "");
  const { type = "none" } = JSON.parse(await (await proxy.post(path, "", headers)).text());
  return type.replace("urn:renderdeck:problem:", "");
}

describe("operations", () => {
  it.each(roles)("of a %s are those of the roles up to it", async (role) => {
    const allowed = roles.slice(0, roles.indexOf(role) + 1);
    for (const operation of operationNames) {
      const isAllowed = allowed.some((one) => one === endpoints[operation].role);
      const expected = isAllowed ? "invalid-json" : "forbidden";
      expect([operation, await problemOf(operation, { "x-test-role": role })]).toEqual([operation, expected]);
    }
  });

  it("are all refused to somebody who has not signed in", async () => {
    for (const operation of operationNames)
      expect([operation, await problemOf(operation, {})]).toEqual([operation, "signed-out"]);
    expect(farm.requests).toEqual([]);
  });

  it("that write are for no viewer", () => {
    const writes = operationNames.filter((operation) => endpoints[operation].kind === "write");
    expect(writes.filter((operation) => endpoints[operation].role === "viewer")).toEqual([]);
  });
});

describe("routes", () => {
  const headers = createResponseHeaders({ publicOrigins: [] });

  const routesWith = (path: string) =>
    createRoutes({
      config: { publicOrigins: [] },
      headers,
      health: () => Promise.reject(new Error("not asked")),
      underWay: { checkRunning: () => undefined, hold: () => () => undefined },
      rateLimits: noRateLimits,
      addRoutes: (app) => app.get(path, (c) => c.text("answered")),
    });

  it("are refused at start if nobody has declared them", () => {
    expect(() => routesWith("/api/new")).toThrow("The route GET /api/new is not declared in proxy/http/access.ts");
    expect(() => routesWith("/api/accounts")).not.toThrow();
  });

  it("have a role or are open to anyone", () => {
    expect(accessOf({ method: "GET", path: "/api/me" })).toBe("anyone");
    expect(accessOf({ method: "GET", path: "/api/live/tasks" })).toBe("viewer");
  });
});
