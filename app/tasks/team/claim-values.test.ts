import { expect, it } from "vitest";
import { claimTest, claimValues, holderValue, ME, NOBODY, nameInValue } from "./claim-values";

const T0 = Date.UTC(2026, 10, 20, 9);
const HOUR = 3_600_000;
const lin = { id: "lin", name: "Lin" };
const ada = { id: "", name: "Ada" };
const claim = (by: typeof lin) => ({ by, sinceMs: T0, untilMs: T0 + HOUR, version: 1 });
const team = {
  claims: new Map([
    [1, claim(lin)],
    [2, claim(ada)],
  ]),
};
const valuesOf = (taskId: number, self: typeof lin | null, nowMs = T0) => claimValues(team, taskId, { self, nowMs });
const accepted = (chosen: readonly string[], self: typeof lin | null, nowMs = T0) => {
  const { has } = claimTest(chosen, team, { self, nowMs });
  return [1, 2, 3].filter(has);
};

it("tells a checked person from an unchecked one of the same name", () => {
  expect([holderValue(lin), holderValue(ada), holderValue({ id: "", name: "lin" })]).toEqual(["lin", "~Ada", "~lin"]);
  expect([nameInValue("~Ada"), nameInValue("lin")]).toEqual(["Ada", undefined]);
});

it("knows whose a task is, until the claim ends by itself", () => {
  expect([valuesOf(1, ada), valuesOf(2, ada), valuesOf(3, ada)]).toEqual([["lin"], ["~Ada", ME], [NOBODY]]);
  expect(valuesOf(2, { id: "ada", name: "Ada" })).toEqual(["~Ada"]);
  expect(valuesOf(1, lin, T0 + HOUR)).toEqual([NOBODY]);
});

it("accepts the tasks of any chosen value", () => {
  expect(accepted([NOBODY], lin)).toEqual([3]);
  expect(accepted([ME], lin)).toEqual([1]);
  expect(accepted([ME], null)).toEqual([]);
  expect(accepted([NOBODY, "~Ada"], lin)).toEqual([2, 3]);
  expect(accepted([NOBODY], lin, T0 + HOUR)).toEqual([1, 2, 3]);
});

it("accepts all tasks where no server keeps claims", () => {
  expect(claimTest([ME], null, { self: lin, nowMs: T0 }).has(5)).toBe(true);
});
