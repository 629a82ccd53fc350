import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeNode } from "../../test/make-task";
import { sceneVersion, versionBefore } from "./version-before";

const taskOf = (id: number, sceneName: string, submittedMs: number | null = id) =>
  makeNode({ id, sceneName, submittedMs });

const idBefore = (name: string, others: readonly [string, number | null][], submittedMs = 100) =>
  versionBefore(
    taskOf(1, name, submittedMs).task,
    [[name, submittedMs] as const, ...others].map(([scene, ms], index) => taskOf(index + 1, scene, ms)),
  )?.task.id;

describe("the version of a scene", () => {
  it.each([
    ["shot_v017.ma", "shot_v*.ma", 17],
    ["Shot V17.MA", "shot v*.ma", 17],
    ["v2/shot_v003_v004.ma", "v2/shot_v003_v*.ma", 4],
    ["客厅_夜景_v004.max", "客厅_夜景_v*.max", 4],
    ["v-ray5.max", "v-ray5.max", null],
    ["lav3.ma", "lav3.ma", null],
    ["shot_v3b.ma", "shot_v3b.ma", null],
    ["", "", null],
  ])("of %s is %s, %s", (name, scene, version) => {
    expect(sceneVersion(name)).toEqual({ scene, version });
  });
});

describe("the version before", () => {
  it("is the highest lower one, and of that the task that was submitted last", () => {
    const others: [string, number][] = [
      ["shot_v003.ma", 5],
      ["shot_v007.ma", 6],
      ["shot_v006.ma", 7],
      ["SHOT_v6.ma", 9],
      ["shot_v002.ma", 20],
      ["other_v006.ma", 30],
    ];
    expect(idBefore("shot_v007.ma", others)).toBe(5);
    expect(idBefore("shot_v003.ma", others)).toBe(6);
    expect(idBefore("shot_v001.ma", others)).toBeUndefined();
  });

  it("of a scene without a version is its submission before", () => {
    const others: [string, number | null][] = [
      ["shot.ma", 10],
      ["shot.ma", 50],
      ["shot.ma", 200],
      ["shot.ma", null],
      ["shot_v1.ma", 60],
    ];
    expect(idBefore("shot.ma", others)).toBe(3);
  });

  it("has the same scene and a lower version, whatever the names are", () => {
    const name = fc
      .tuple(fc.constantFrom("a", "b_", "客"), fc.option(fc.nat(5), { nil: null }))
      .map(([scene, version]) => (version === null ? `${scene}.ma` : `${scene}_v${version}.ma`));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 12 }), (names) => {
        const nodes = names.map((sceneName, index) => taskOf(index + 1, sceneName));
        for (const { task } of nodes) {
          const found = versionBefore(task, nodes)?.task;
          const own = sceneVersion(task.sceneName);
          const lower = nodes.filter(({ task: other }) => {
            const { scene, version } = sceneVersion(other.sceneName);
            if (scene !== own.scene || other.id === task.id) return false;
            return own.version === null ? other.id < task.id : (version ?? 99) < own.version;
          });
          const lowerIds = lower.map(({ task: other }) => other.id);
          expect(found === undefined ? lowerIds.length === 0 : lowerIds.includes(found.id)).toBe(true);
        }
      }),
    );
  });
});
