/** The farm as msw answers it at the origin of the page. */
import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpoints, operationNames2018 } from "../app/protocol/endpoints";
import { envelopeSchema } from "../app/protocol/wire/envelope";
import { createFarm } from "./farm/farm";
import { createFaults } from "./faults";
import { createHandlers } from "./msw";

const NOW = 1_793_491_200_000;
const farm = createFarm({ seed: 1, now: () => NOW, tasks: 2 });
const faults = createFaults();
const server = setupServer(...createHandlers({ farm, faults, health: () => ({ readOnly: true }) }));

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

const post = (path: string, body = "{}") => fetch(`http://localhost:3000${path}`, { method: "POST", body });

describe("msw handlers", () => {
  it("answer every operation at its path", async () => {
    for (const name of operationNames2018) {
      const response = await post(endpoints[name].path);
      expect(response.headers.get("content-type")).toContain("application/json");
      expect(envelopeSchema.parse(await response.json()).serverTime).toBe(NOW);
    }
    expect(farm.requestLog.map((entry) => entry.name)).toEqual(operationNames2018);
  });

  it("refuse a body that is not JSON", async () => {
    const response = await post(endpoints.getTaskList.path, "{");
    expect(envelopeSchema.parse(await response.json()).code).toBe(600);
  });

  it("inject a fault once, then answer again", async () => {
    const { path } = endpoints.queryUserSetting;
    faults.set("queryUserSetting", { kind: "outage" }, { times: 1 });
    await expect(post(path)).rejects.toThrow("Failed to fetch");
    faults.set("queryUserSetting", { kind: "badGateway" }, { times: 1 });
    expect((await post(path)).status).toBe(502);
    expect((await post(path)).status).toBe(200);
  });

  it("answer /healthz with the state of the demo", async () => {
    const response = await fetch("http://localhost:3000/healthz");
    expect(await response.json()).toMatchObject({ status: "ok", mode: "demo", readOnly: true, clockOffsetMs: 0 });
  });
});
