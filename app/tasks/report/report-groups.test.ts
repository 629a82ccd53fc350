import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode, makeShell } from "../../test/make-task";
import { groupings, reportGroups, sequenceOf } from "./report-groups";
import { reportSummary } from "./report-summary";

const NOW = 1_793_491_200_000;
const options = {
  nowMs: NOW,
  maxListed: 99,
  layerName: ({ task }: ReturnType<typeof makeNode>) => task.layerName ?? "",
};

describe("the sequence of a scene name", () => {
  it.each([
    ["dragon_s010_sh0200_lighting_v012.ma", "dragon_s010"],
    ["tvc_seq04_sh10_v1.c4d", "tvc_seq04"],
    ["ep02-sh0010.hip", "ep02"],
    ["主卧_s02_日景_v005.max", "主卧_s02"],
    ["主卧_日景_v005.max", ""],
    ["boss01_fight.ma", ""],
    ["", ""],
  ])("%s", (name, sequence) => {
    expect(sequenceOf(name)).toBe(sequence);
  });
});

const inProject = (id: number, projectName: string, totalFrames: number) => makeNode({ id, projectName, totalFrames });

describe("the groups of a report", () => {
  const anyNodes = fc
    .array(
      fc.record({
        scene: fc.constantFrom("a_s01_sh1_v1.ma", "a_s02_sh1_v1.ma", "room.max"),
        project: fc.constantFrom("", "Dragon", "City"),
        user: fc.constantFrom("lin", "chen"),
        frames: fc.array(
          fc.record({ done: fc.nat(50), failed: fc.nat(9), cost: fc.nat(400), layer: fc.constantFrom("beauty", "fx") }),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
      }),
      { maxLength: 12 },
    )
    .map((tasks) =>
      tasks.map(({ scene, project, user, frames }, index) =>
        makeShell(
          { id: (index + 1) * 10, sceneName: scene, projectName: project, userName: user },
          frames.map(({ done, failed, cost, layer }, leaf) => ({
            id: (index + 1) * 10 + leaf + 1,
            layerName: layer,
            statusCode: 25,
            totalFrames: 60,
            doneFrames: done,
            failedFrames: failed,
            cost,
          })),
        ),
      ),
    );

  it.each(groupings)("by %s are together every frame and every charge, however few are listed", (by) => {
    fc.assert(
      fc.property(anyNodes, fc.integer({ min: 1, max: 5 }), (nodes, maxListed) => {
        const groups = reportGroups(nodes, by, { ...options, maxListed });
        const whole = reportSummary(nodes, NOW);
        expect(groups.length).toBeLessThanOrEqual(maxListed);
        for (const key of ["done", "failed", "executing", "stopped", "total"] as const)
          expect(groups.reduce((sum, { summary }) => sum + summary[key], 0)).toBe(whole[key]);
        expect(groups.reduce((sum, { summary }) => sum + summary.cost.amount, 0)).toBeCloseTo(whole.cost.amount, 6);
        expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
      }),
    );
  });

  it("are in the order of their names, with numbers as numbers, those without one and the sum of the others last", () => {
    const nodes = [
      inProject(1, "s10", 50),
      inProject(2, "", 90),
      inProject(3, "s2", 60),
      inProject(4, "s1", 3),
      inProject(5, "s3", 2),
    ];
    expect(reportGroups(nodes, "project", { ...options, maxListed: 4 }).map(({ name }) => name)).toEqual([
      "s2",
      "s10",
      "",
      null,
    ]);
  });
});
