import { expect, it } from "vitest";
import type { ConnectionReport } from "../../protocol/connection";
import { createConnectionTest } from "./connection-test";

function setup() {
  let nowMs = 1_000_000;
  let checks = 0;
  const check = async (): Promise<ConnectionReport> => {
    checks += 1;
    return {
      checkedAtMs: nowMs,
      prefix: "RENDERBUS_",
      dialect: "current",
      tried: null,
      result: { kind: "connected", account: null, otherDialectWorks: false },
    };
  };
  return {
    test: createConnectionTest(check, () => nowMs),
    checks: () => checks,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

it("tests once for everybody who asks for the last result", async () => {
  const { test, checks, pass } = setup();
  await Promise.all([test.last(), test.last(), test.repeat()]);
  pass(1_000_000);
  await test.last();
  expect(checks()).toBe(1);
});

it("tests again on request, but not within three seconds", async () => {
  const { test, checks, pass } = setup();
  await test.last();
  pass(2999);
  await test.repeat();
  expect(checks()).toBe(1);
  pass(1);
  const { checkedAtMs } = await test.repeat();
  expect(checks()).toBe(2);
  expect(await test.last()).toMatchObject({ checkedAtMs });
});
