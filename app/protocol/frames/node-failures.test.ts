import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeFrame } from "../../test/make-frame";
import { failuresByNode, nodeOrder } from "./node-failures";

let next = 1;
const frames = (node: string | null, done: number, failed: number, statusCode = 5) =>
  Array.from({ length: done + failed }, (_, index) =>
    makeFrame({ id: next++, node, statusCode: index < done ? 4 : statusCode }),
  );

const faultyNodes = (...groups: ReturnType<typeof frames>[]) =>
  failuresByNode(groups.flat()).flatMap(({ node, isFaulty }) => (isFaulty ? [node] : []));

describe("failuresByNode", () => {
  it("counts failures and timeouts per machine, the most first", () => {
    const failures = failuresByNode([
      ...frames("10.0.0.12", 3, 1),
      ...frames("10.0.0.9", 1, 3),
      ...frames("10.0.0.2", 4, 1, 11),
      ...frames("10.0.0.3", 5, 0),
    ]);
    expect(failures.map(({ node, ids, ended, rate, share }) => [node, ids.length, ended, rate, share])).toEqual([
      ["10.0.0.9", 3, 4, 0.75, 0.6],
      ["10.0.0.12", 1, 4, 0.25, 0.2],
      ["10.0.0.2", 1, 5, 0.2, 0.2],
    ]);
  });

  it("marks a machine that fails far more often than the others as faulty", () => {
    expect(faultyNodes(frames("a1", 2, 10), frames("a2", 90, 1), frames("a3", 90, 1))).toEqual(["a1"]);
  });

  it.each([
    ["failures are spread evenly", [frames("a1", 20, 4), frames("a2", 20, 3), frames("a3", 20, 4)]],
    ["there are too few failures", [frames("a1", 1, 2), frames("a2", 90, 0)]],
    ["the machine with most failures also ran most frames", [frames("a1", 900, 9), frames("a2", 90, 1)]],
    ["there is no other machine", [frames("a1", 0, 12)]],
    ["machines are unknown", [frames(null, 0, 12), frames(null, 90, 0)]],
  ])("marks no machine as faulty when %s", (_, groups) => {
    expect(faultyNodes(...groups)).toEqual([]);
  });

  it("lists every failure with a machine once and marks at most one machine as faulty", () => {
    const frame = fc.record({
      node: fc.constantFrom(null, "10.0.0.1", "10.0.0.2", "render-7"),
      statusCode: fc.constantFrom(1, 2, 3, 4, 5, 11, null),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 60 }), (list) => {
        const all = list.map((members, id) => makeFrame({ id, ...members }));
        const failures = failuresByNode(all);
        const failed = all.filter(({ node, statusCode }) => node !== null && (statusCode === 5 || statusCode === 11));
        expect(failures.flatMap(({ ids }) => ids).toSorted((a, b) => a - b)).toEqual(failed.map(({ id }) => id));
        expect(failures.filter(({ isFaulty }) => isFaulty).length).toBeLessThanOrEqual(1);
        expect(failures.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(failures.length > 0 ? 1 : 0);
      }),
    );
  });
});

it("nodeOrder sorts addresses by their numbers", () => {
  const addresses = ["10.60.12.1", "10.60.3.224", "10.60.3.9", "9.255.255.255"];
  expect(addresses.toSorted((a, b) => nodeOrder(a) - nodeOrder(b))).toEqual(addresses.toReversed());
  expect(nodeOrder("render-7")).toBeLessThan(nodeOrder("render-12"));
});

describe("the failures of a machine", () => {
  it("have the ids of all failed frames, and of those that can be rendered again by themselves", () => {
    const members = { node: "a1", statusCode: 5 };
    const list = [
      makeFrame({ id: 1, ...members, typeCode: 5 }),
      makeFrame({ id: 2, ...members, typeCode: 7 }),
      makeFrame({ id: 3, ...members, typeCode: 5, statusCode: 4 }),
      makeFrame({ id: 4, ...members, typeCode: 5, statusCode: 2 }),
      makeFrame({ id: 5, ...members, typeCode: 5, statusCode: 11 }),
    ];
    expect(failuresByNode(list)).toMatchObject([{ node: "a1", ids: [1, 2, 5], rerenderableIds: [1, 5], ended: 4 }]);
  });

  it("are in the order of their number, their rate and the address", () => {
    const all = [
      ...frames("10.0.0.12", 2, 2),
      ...frames("10.0.0.9", 2, 2),
      ...frames("10.0.0.7", 9, 2),
      ...frames("10.0.0.8", 9, 3),
    ];
    expect(failuresByNode(all).map(({ node }) => node)).toEqual(["10.0.0.8", "10.0.0.9", "10.0.0.12", "10.0.0.7"]);
  });

  it.each([
    ["three of five failures", [frames("a1", 1, 3), frames("a2", 90, 2)], ["a1"]],
    ["half of all failures", [frames("a1", 1, 3), frames("a2", 90, 3)], []],
    ["a rate three times that of the others", [frames("a1", 1, 3), frames("a2", 3, 0)], []],
    ["a rate more than three times that of the others", [frames("a1", 1, 3), frames("a2", 4, 0)], ["a1"]],
  ])("with %s make it faulty or not", (_, groups, expected) => {
    expect(faultyNodes(...groups)).toEqual(expected);
  });
});

it("nodeOrder counts the last four numbers, each below 1000", () => {
  expect(nodeOrder("rack 7: 10.60.3.9")).toBe(nodeOrder("10.60.3.9"));
  expect(nodeOrder("10.60.3.9")).toBe(10_060_003_009);
  expect(nodeOrder("1.2009")).toBe(nodeOrder("1.9"));
  expect(nodeOrder("local")).toBe(0);
});
