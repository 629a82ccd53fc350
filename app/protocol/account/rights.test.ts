import { expect, it } from "vitest";
import type { Capability } from "../capabilities";
import { currencyOfZone } from "./currency";
import { type Obstacle, obstacleOfCapability, refuseFor } from "./rights";

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
