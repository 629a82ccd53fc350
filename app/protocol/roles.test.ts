import { expect, it } from "vitest";
import { includesRole, isRole, lowestRole, roles } from "./roles";

it("a manager may do what an operator may, and an operator what a viewer may", () => {
  const pairs = roles.flatMap((role) => roles.filter((needed) => includesRole(role, needed)).map((one) => [role, one]));
  expect(pairs).toEqual([
    ["viewer", "viewer"],
    ["operator", "viewer"],
    ["operator", "operator"],
    ["manager", "viewer"],
    ["manager", "operator"],
    ["manager", "manager"],
  ]);
});

it("of several roles the one counts that may least, in any order", () => {
  expect(lowestRole("manager")).toBe("manager");
  expect([lowestRole("manager", "operator"), lowestRole("operator", "manager")]).toEqual(["operator", "operator"]);
  expect(lowestRole("manager", "viewer", "operator")).toBe("viewer");
});

it("no other text is a role", () => {
  expect(["viewer", "operator", "manager", "", "admin", "Viewer", null, 1].filter(isRole)).toEqual(roles);
});
