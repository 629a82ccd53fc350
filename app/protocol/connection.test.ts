import { expect, it } from "vitest";
import { type ConnectionCause, causeVariables, changeOf, otherDialectOf } from "./connection";

const report = { prefix: "RENDERBUS_2_", dialect: "2018" } as const;

it.each<[ConnectionCause, string | null]>([
  ["key", "RENDERBUS_2_ACCESS_KEY"],
  ["id", "RENDERBUS_2_ACCESS_ID"],
  ["zone", "RENDERBUS_2_DOMAIN"],
  ["platform", "RENDERBUS_2_PLATFORM"],
  ["dialect", "RENDERBUS_2_DIALECT=current"],
  ["plainHttp", "RENDERBUS_2_PROTOCOL=http"],
  ["tls", "RENDERBUS_2_PROTOCOL=https"],
  ["clock", null],
  ["gateway", null],
])("the change that removes the cause %s is %s", (cause, change) => {
  expect(changeOf(report, cause)).toBe(change);
});

it("a farm of the current dialect is tried in that of 2018", () => {
  expect(changeOf({ prefix: "RENDERBUS_", dialect: "current" }, "dialect")).toBe("RENDERBUS_DIALECT=2018");
  expect([otherDialectOf("2018"), otherDialectOf("current")]).toEqual(["current", "2018"]);
});

it("a variable is named where, and only where, one can help", () => {
  const causes = Object.keys(causeVariables).filter((name): name is ConnectionCause => name in causeVariables);
  for (const cause of causes) expect(changeOf(report, cause) === null).toBe(causeVariables[cause] === null);
});
