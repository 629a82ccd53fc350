import { expect, it } from "vitest";
import type { Capability } from "../capabilities";
import type { Role } from "../endpoints";
import { currencyOfZone, spendableBalance } from "./currency";
import { type Obstacle, obstacleOfCapability, obstaclesOfRole, refuseFor } from "./rights";

it.each([
  [1, "CNY"],
  [2, "USD"],
  [7, "CNY"],
  [null, "CNY"],
  [undefined, "CNY"],
])("an account of zone %j pays in %s", (zone, currency) => {
  expect(currencyOfZone(zone)).toBe(currency);
});

it.each<[Capability, readonly Obstacle[], Obstacle | null]>([
  ["priority", ["priority"], "priority"],
  ["priority", ["nodeDetails", "deleteTasks"], null],
  ["frameLoad", ["priority", "nodeDetails"], "nodeDetails"],
  ["outputFiles", ["downloadForbidden"], "downloadForbidden"],
  ["outputFiles", ["downloadArrears"], "downloadArrears"],
  ["outputFiles", [], null],
  ["taskTags", ["priority", "nodeDetails", "downloadArrears"], null],
])("the capability %s of an account with the obstacles %j is refused for %j", (capability, obstacles, expected) => {
  expect(obstacleOfCapability(capability, new Set(obstacles))).toBe(expected);
});

it("a missing right is a refusal that names its obstacle", () => {
  expect(refuseFor("inoperable")).toEqual({ kind: "right", obstacle: "inoperable" });
});

it.each<[Role | undefined, readonly Obstacle[]]>([
  ["viewer", ["roleOperator", "roleManager"]],
  ["operator", ["roleManager"]],
  ["manager", []],
  [undefined, []],
])("the role %s keeps a person from %j", (role, obstacles) => {
  expect(obstaclesOfRole(role)).toEqual(obstacles);
});

it("an account can spend its balance and its coupon, in its own currency", () => {
  const account = { zone: 1, rmbbalance: 10.1, usdbalance: 3, coupon: 0.2 };
  expect(spendableBalance(account)).toBe(10.3);
  expect(spendableBalance({ ...account, zone: 2 })).toBe(3.2);
  expect(spendableBalance({ ...account, coupon: null })).toBe(10.1);
  expect(spendableBalance({ ...account, rmbbalance: null })).toBeNull();
});
