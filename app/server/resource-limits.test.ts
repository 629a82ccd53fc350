import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { descriptorLimit, resourceLimits } from "./resource-limits";

describe("resourceLimits", () => {
  it("leaves descriptors for both ends of each connection to the farm and for files", () => {
    fc.assert(
      fc.property(fc.integer({ min: 128, max: 1_000_000 }), (descriptors) => {
        const { clientConnections, readConnections, writeConnections } = resourceLimits(descriptors);
        // 16: connections above the bound while unused ones close.
        expect(clientConnections + 2 * (readConnections + writeConnections) + 16).toBeLessThan(descriptors);
        expect(Math.min(clientConnections, readConnections, writeConnections)).toBeGreaterThan(0);
      }),
    );
  });

  it("allows 5,000 clients with the usual limit of a service", () => {
    expect(resourceLimits(65_536)).toEqual({ clientConnections: 10_000, readConnections: 102, writeConnections: 26 });
  });
});

describe("descriptorLimit", () => {
  it("is a number of this process", () => expect(descriptorLimit()).toBeGreaterThan(100));
});
