import { expect, it } from "vitest";
import { initialsOf, isSamePerson } from "./teammate";

it.each([
  ["Lin Wei", "LW"],
  ["ada", "A"],
  ["mary-ann smith", "MS"],
  ["lin.wei@studio.example", "LE"],
  ["林伟", "林"],
  [" 林 伟", "林"],
  [" .Lin ", "L"],
  ["𝒳 y", "𝒳Y"],
  ["", ""],
])("the initials of %j are %j", (name, initials) => expect(initialsOf(name)).toBe(initials));

it("never takes an unverified name for a person who signed in", () => {
  expect(isSamePerson({ id: "", name: "Lin" }, { id: "", name: "Lin" })).toBe(true);
  expect(isSamePerson({ id: "", name: "Lin" }, { id: "", name: "Ada" })).toBe(false);
  expect(isSamePerson({ id: "lin", name: "Lin" }, { id: "", name: "Lin" })).toBe(false);
  expect(isSamePerson({ id: "lin", name: "Lin" }, { id: "lin", name: "Lin W." })).toBe(true);
});
