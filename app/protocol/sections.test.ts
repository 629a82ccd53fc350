import { expect, it } from "vitest";
import { endpoints, operationNames } from "./endpoints";
import { sections } from "./sections";

it("every operation of 2018 has one section, in the order of the specification", () => {
  const numbers = operationNames.filter((name) => endpoints[name].since === "2018").map((name) => sections[name]);
  expect(numbers.toSorted((a, b) => Number(a.slice(2)) - Number(b.slice(2)))).toEqual(
    Array.from({ length: 28 }, (_, index) => `9.${index + 1}`),
  );
});

it("every other operation names a section of the current specification", () => {
  const later = operationNames.filter((name) => endpoints[name].since === "current");
  expect(later.filter((name) => !/^current [23]$/.test(sections[name]))).toEqual([]);
});
