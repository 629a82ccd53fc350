import fc from "fast-check";
import { expect, it } from "vitest";
import { type EnvironmentVersion, environmentOperations } from "../../mirror/environment-versions";
import { originsOf, pairOf, pairText } from "./version-pair";

/** Versions, newest first. */
const versionsWith = (operations: readonly EnvironmentVersion["operation"][]): EnvironmentVersion[] =>
  operations.map((operation, index) => ({
    version: operations.length - index,
    atMs: 1000 * (operations.length - index),
    operation,
    environment: null,
  }));

const versions = fc
  .array(fc.option(fc.constantFrom(...environmentOperations), { nil: null }), { minLength: 2, maxLength: 8 })
  .map(versionsWith);

it("the pair is the one on the URL", () => {
  fc.assert(
    fc.property(versions, fc.nat(7), fc.nat(7), (list, a, b) => {
      const [from = 1, to = 1] = [a, b].map((index) => list[index % list.length]?.version);
      const pair = pairOf(list, pairText({ from, to }));
      expect([pair?.from.version, pair?.to.version]).toEqual([from, to]);
    }),
  );
});

it("without a pair that exists, the newest version is compared with the one before it", () => {
  fc.assert(
    fc.property(versions, fc.constantFrom("open", "1-99", "99-1", ""), (list, text) => {
      const pair = pairOf(list, text);
      expect([pair?.from.version, pair?.to.version]).toEqual([list.length - 1, list.length]);
    }),
  );
  expect(pairOf(versionsWith([null]), "open")).toBeNull();
});

it("the state before a write through Renderdeck is named, and the one after it", () => {
  expect(originsOf(versionsWith(["updateRenderEnv", null, null]))).toEqual([
    { after: "updateRenderEnv", isBeforeWrite: false },
    { after: "read", isBeforeWrite: true },
    { after: "read", isBeforeWrite: false },
  ]);
});
