import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RenderEnvironment } from "../protocol/environments/environment";
import {
  environmentOperations,
  isEnvironmentOperation,
  operationBetween,
  versionContent,
  writeBehind,
} from "./environment-versions";

const plugin = fc.record({
  pluginId: fc.integer({ min: 0, max: 50 }),
  pluginName: fc.constantFrom("arnold", "xgen", "vray"),
  pluginVersion: fc.constantFrom("1", "2"),
});

const environment: fc.Arbitrary<RenderEnvironment> = fc.record({
  name: fc.constantFrom("a", "b"),
  cgId: fc.constant(2000),
  cgName: fc.constant("Maya"),
  cgVersion: fc.constantFrom("2018", "2020"),
  system: fc.constantFrom("linux" as const, "windows" as const, null),
  layerType: fc.constantFrom(0 as const, 1 as const),
  isDefault: fc.boolean(),
  plugins: fc.uniqueArray(plugin, { selector: ({ pluginId }) => pluginId, maxLength: 4 }),
});

it("the content of a version does not depend on the order of its plug-ins", () => {
  fc.assert(
    fc.property(environment, (one) => {
      const reversed = { ...one, plugins: one.plugins.toReversed() };
      expect(JSON.stringify(versionContent(reversed))).toBe(JSON.stringify(versionContent(one)));
      expect(versionContent(one).plugins).toHaveLength(one.plugins.length);
    }),
  );
});

it("only the writes that change an environment make versions", () => {
  const others = ["getRenderEnv", "startTask", "", null];
  expect([...environmentOperations, ...others].filter(isEnvironmentOperation)).toEqual([
    "addRenderEnv",
    "updateRenderEnv",
    "setDefaultRenderEnv",
    "deleteRenderEnv",
  ]);
});

it("the write between two states is a deletion, an addition, a new default, or an update", () => {
  fc.assert(
    fc.property(environment, (one) => {
      expect(operationBetween(one, null)).toBe("deleteRenderEnv");
      expect(operationBetween(null, one)).toBe("addRenderEnv");
      expect(operationBetween(one, { ...one, isDefault: !one.isDefault })).toBe("setDefaultRenderEnv");
      expect(operationBetween(one, { ...one, cgVersion: "new", isDefault: !one.isDefault })).toBe("updateRenderEnv");
    }),
  );
});

describe("the write behind a version", () => {
  const states = fc.tuple(fc.option(environment, { nil: null }), environment);

  it("is one of those through Renderdeck, to this environment and of this kind", () => {
    fc.assert(
      fc.property(states, fc.constantFrom(...environmentOperations), ([before, after], operation) => {
        const found = writeBehind(before, after, [{ operation, name: after.name }]);
        expect(found).toBe(operation === operationBetween(before, after) ? operation : null);
      }),
    );
  });

  it("is not known without a write, or after one to another environment", () => {
    fc.assert(
      fc.property(states, ([before, after]) => {
        const operation = operationBetween(before, after);
        fc.pre(operation !== "setDefaultRenderEnv");
        expect(writeBehind(before, after, [])).toBeNull();
        expect(writeBehind(before, after, [{ operation, name: "other" }])).toBeNull();
      }),
    );
  });

  it("is a new default elsewhere for the one that was the default before, and not for another new default", () => {
    fc.assert(
      fc.property(environment, (one) => {
        const [before, after] = [
          { ...one, isDefault: true },
          { ...one, isDefault: false },
        ];
        const write = { operation: "setDefaultRenderEnv", name: "other" } as const;
        expect(writeBehind(before, after, [write])).toBe("setDefaultRenderEnv");
        expect(writeBehind(after, before, [write])).toBeNull();
        expect(writeBehind(after, before, [{ ...write, name: one.name }])).toBe("setDefaultRenderEnv");
      }),
    );
  });

  it("of an environment that is gone is the deletion of its name", () => {
    fc.assert(
      fc.property(environment, (one) => {
        const operation = "deleteRenderEnv";
        expect(writeBehind(one, null, [{ operation, name: one.name }])).toBe(operation);
        expect(writeBehind(one, null, [{ operation, name: "other" }])).toBeNull();
      }),
    );
  });
});
