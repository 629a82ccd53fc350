/** The limits at the server: a clear refusal that says when the next try is possible, and that nothing was changed. */
import { expect, it } from "vitest";
import { clientAddress } from "../http/client-address";
import { startProxiedFarm } from "../testing/proxied-farm";
import { createMemoryLimiter } from "./memory-limiter";
import { createRateLimits } from "./rate-limits";

const kind = (perAddress: number) => ({ perPerson: 0, perAddress, seconds: 60 });

const rateLimits = () =>
  createRateLimits({
    limits: { read: kind(3), picture: kind(4), write: kind(2), signIn: kind(1) },
    addressOf: clientAddress,
    personIdOf: () => "",
    limiterOf: (_kind, _by, rule) => createMemoryLimiter(rule),
  });

const from = (address: string) => ({ "x-forwarded-for": address });

it("refuses changes beyond the limit with 429 and Retry-After, and does not send them to the farm", async () => {
  const { farm, proxy } = await startProxiedFarm(undefined, { rateLimits: rateLimits() });
  const stop = (address: string) => proxy.post("task/stopTask", { taskParam: [1] }, from(address));
  const answers = [await stop("10.0.0.1"), await stop("10.0.0.1"), await stop("10.0.0.1")];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  const refusal = answers[2];
  expect(Number(refusal?.headers.get("retry-after"))).toBeGreaterThan(50);
  expect(await refusal?.json()).toMatchObject({
    type: "urn:renderdeck:problem:too-many-requests",
    status: 429,
    certainty: "not-sent",
    detail: "More than 2 changes of one address in 60 s",
    retryAfterSeconds: Number(refusal?.headers.get("retry-after")),
  });
  expect(farm.requests).toHaveLength(2);
  expect(proxy.log.at(-1)).toMatchObject({ operation: "stopTask", status: 429, problem: "too-many-requests" });
  // Others go on, and so do the reads of this one.
  expect((await stop("10.0.0.2")).status).toBe(200);
  expect((await proxy.post("user/queryUserSetting", {}, from("10.0.0.1"))).status).toBe(200);
});

it("counts requests whose body is refused, and those of the other routes", async () => {
  const { proxy } = await startProxiedFarm(undefined, { rateLimits: rateLimits() });
  for (let index = 0; index < 2; index += 1)
    expect((await proxy.post("task/stopTask", "{", from("10.0.0.1"))).status).toBe(400);
  expect((await proxy.post("task/stopTask", "{", from("10.0.0.1"))).status).toBe(429);
  const statuses: number[] = [];
  for (let index = 0; index < 4; index += 1)
    statuses.push((await fetch(`${proxy.origin}/api/none`, { headers: from("10.0.0.1") })).status);
  expect(statuses).toEqual([404, 404, 404, 429]);
  const pictures: number[] = [];
  for (const path of ["", "/0", "/1", "/0", "/1"])
    pictures.push((await fetch(`${proxy.origin}/api/frames/7/pictures${path}`, { headers: from("10.0.0.1") })).status);
  expect(pictures, "pictures apart from other reads").toEqual([404, 404, 404, 404, 429]);
  const signIns = [1, 2].map(() => fetch(`${proxy.origin}/api/sign-in`, { headers: from("10.0.0.1") }));
  expect((await Promise.all(signIns)).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([404, 429]);
});

it("never refuses the health of the server", async () => {
  const { proxy } = await startProxiedFarm(undefined, { rateLimits: rateLimits() });
  for (let index = 0; index < 9; index += 1)
    expect((await fetch(`${proxy.origin}/healthz`, { headers: from("10.0.0.1") })).status).toBe(200);
});
