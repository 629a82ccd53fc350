import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { userProfileSchema } from "../../protocol/account/account";
import { envelopeText } from "../testing/fake-farm";
import { startProxiedFarm } from "../testing/proxied-farm";
import type { TestProxy } from "../testing/test-proxy";
import { createViewerFilter } from "./viewer-filter";

type Members = Record<string, unknown>;

const fixture = (name: string): Members =>
  JSON.parse(readFileSync(new URL(`../../protocol/fixtures/${name}.json`, import.meta.url), "utf8")).response.data;

const personal = ["phone", "email", "company", "name", "job", "communicationNumber", "description"];
const address = ["country", "city", "address", "studentEndTime"];
const balance = [
  "rmbbalance",
  "usdbalance",
  "rmbCumulative",
  "usdCumulative",
  "credit",
  "coupon",
  "cpuPrice",
  "gpuPrice",
];
const charges = ["renderConsume", "taskArrears", "userAccountConsume", "couponConsume"];
const frameCharges = ["framePrice", "feeAmount", "couponFee", "arrearsFee", "feeType"];

type Flags = { readonly hideBalance?: unknown; readonly hideJobCharge?: unknown };

/** A farm with the worked examples, for a viewer. */
async function setup(options: { viewersSeeMoney?: boolean; readOnly?: boolean; flags?: Flags } = {}) {
  const { viewersSeeMoney = false, readOnly = true, flags = {} } = options;
  const profile: Members = { ...fixture("query-user-profile"), email: "a@b.example", idCard: "SENTINEL", ...flags };
  const data: Record<string, unknown> = {
    queryUserProfile: profile,
    getTaskList: fixture("get-task-list"),
    queryTaskFrames: fixture("query-task-frames"),
    queryUserSetting: { email: "SENTINEL", taskOverTime: 12 },
  };
  const started = await startProxiedFarm(
    (response, _, { path }) => response.end(envelopeText(200, data[path.split("/").at(-1) ?? ""], 1)),
    { config: { readOnly, viewersSeeMoney } },
  );
  return { ...started, profile };
}

async function dataOf(proxy: TestProxy, operation: string, body = {}): Promise<Members> {
  const envelope: { data: Members } = JSON.parse(await (await proxy.post(operation, body)).text());
  return envelope.data;
}
const tasksOf = (proxy: TestProxy) => dataOf(proxy, "task/getTaskList", { pageNum: 1, pageSize: 10 });
const framesOf = (proxy: TestProxy) => dataOf(proxy, "task/queryTaskFrames", { taskId: 1, pageNum: 1, pageSize: 10 });

/** All member names of a JSON value. */
function names(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...names(inner)]);
}

describe("a viewer", () => {
  it("gets no personal data of the account's owner, and no member that is not known", async () => {
    const { proxy, profile } = await setup({ viewersSeeMoney: true });
    const received = await dataOf(proxy, "user/queryUserProfile");
    for (const name of [...personal, ...address, "idCard"]) expect([name, name in received]).toEqual([name, false]);
    expect(received).toMatchObject({ userId: profile["userId"], zone: profile["zone"] });
    expect(JSON.stringify(await dataOf(proxy, "user/queryUserSetting"))).not.toContain("SENTINEL");
  });

  it("gets each member of the profile that is neither personal nor an amount", async () => {
    const { proxy, profile } = await setup();
    const hidden = new Set([...personal, ...address, ...balance]);
    const expected = Object.keys(userProfileSchema.shape).filter((name) => name in profile && !hidden.has(name));
    expect(Object.keys(await dataOf(proxy, "user/queryUserProfile"))).toEqual(expect.arrayContaining(expected));
  });

  it("gets no amount by default, and the page learns that amounts are hidden", async () => {
    const { farm, proxy } = await setup();
    const received = await dataOf(proxy, "user/queryUserProfile");
    expect(received).toMatchObject({ hideBalance: 1, hideJobCharge: 1 });
    const all = [...names(received), ...names(await tasksOf(proxy)), ...names(await framesOf(proxy))];
    expect(all.filter((name) => [...balance, ...charges, ...frameCharges].includes(name))).toEqual([]);
    expect(all).toEqual(expect.arrayContaining(["sceneName", "taskStatus", "respRenderingTaskList", "frameStatus"]));
    expect(farm.requests).toHaveLength(3);
  });

  it("gets amounts by the setting", async () => {
    const { proxy } = await setup({ viewersSeeMoney: true, flags: { hideBalance: 0, hideJobCharge: 0 } });
    const received = await dataOf(proxy, "user/queryUserProfile");
    expect(Object.keys(received)).toEqual(expect.arrayContaining(balance));
    expect(received).toMatchObject({ hideBalance: 0, hideJobCharge: 0 });
    expect(names(await tasksOf(proxy))).toEqual(expect.arrayContaining(charges));
  });

  it.each([
    [{ hideBalance: 1, hideJobCharge: 0 }, false, true],
    [{ hideBalance: "0", hideJobCharge: true }, true, false],
    [{ hideBalance: "?", hideJobCharge: null }, false, false],
  ])("gets no amount that the account hides: %j", async (flags, seesBalance, seesCharges) => {
    const { farm, proxy } = await setup({ viewersSeeMoney: true, flags });
    expect(names(await tasksOf(proxy)).includes("renderConsume")).toBe(seesCharges);
    expect(names(await framesOf(proxy)).includes("feeAmount")).toBe(seesCharges);
    expect("rmbbalance" in (await dataOf(proxy, "user/queryUserProfile"))).toBe(seesBalance);
    // The flags are read once for all tasks and frames.
    expect(farm.requests.filter(({ path }) => path.endsWith("queryUserProfile"))).toHaveLength(2);
  });

  it("gets no amount if the account's flags cannot be read", async () => {
    const { proxy } = await startProxiedFarm(
      (response, _, { path }) =>
        path.endsWith("queryUserProfile")
          ? response.end(envelopeText(500))
          : response.end(envelopeText(200, { items: [{ id: 1, renderConsume: 5 }] })),
      { config: { readOnly: true, viewersSeeMoney: true } },
    );
    expect(await tasksOf(proxy)).toEqual({ items: [{ id: 1 }] });
  });

  it("gets everything else unchanged, however it is nested", async () => {
    const name = fc.constantFrom("id", "sceneName", "items", "respRenderingTaskList", "a.b", "0", "taskStatus");
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: "small" }, fc.string(), fc.integer(), fc.constant(null), tie("list"), tie("object")),
      list: fc.array(tie("any")),
      object: fc.dictionary(name, tie("any")),
    }));
    let data: unknown;
    const { proxy } = await startProxiedFarm((response) => response.end(envelopeText(200, data)), {
      config: { readOnly: true },
    });
    await fc.assert(
      fc.asyncProperty(value.any, async (generated) => {
        data = generated;
        expect(await tasksOf(proxy)).toEqual(JSON.parse(JSON.stringify(generated)));
      }),
      { numRuns: 40 },
    );
  });
});

const amountsHidden = (seesMoney: boolean, flags: Members) =>
  createViewerFilter(async () => ({ code: 200, body: envelopeText(200, flags) }), seesMoney).hiddenAmounts();

describe("hiddenAmounts", () => {
  it("are balance and charges, each by the account's flag, and both by the server's setting", async () => {
    expect(await amountsHidden(true, { hideBalance: 1, hideJobCharge: 0 })).toEqual({ balance: true, charges: false });
    expect(await amountsHidden(true, { hideBalance: 0, hideJobCharge: 1 })).toEqual({ balance: false, charges: true });
    expect(await amountsHidden(false, { hideBalance: 0, hideJobCharge: 0 })).toEqual({ balance: true, charges: true });
  });
});

describe("a manager", () => {
  it("gets the farm's response byte for byte", async () => {
    const { proxy, profile } = await setup({ readOnly: false });
    expect(await (await proxy.post("user/queryUserProfile")).text()).toBe(envelopeText(200, profile, 1));
  });
});
