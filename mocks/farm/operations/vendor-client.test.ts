/** What the vendor's desktop client of today asks for around the operations of the page (endpoints-current sections 2 and 3). */
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { answerRequest } from "../answer";
import { testFarm } from "../test-farm";
import { matchRoute } from "../wire/routes";

const { farm } = testFarm({ tasks: 2 });

/** Sends a request to a path of the current dialect. */
function post(path: string, body: object) {
  const match = matchRoute(path);
  if (match?.dialect !== "current") throw new Error(`${path} is no path of the current dialect`);
  return answerRequest(farm, match.name, body, match.dialect);
}

const environments = z.array(z.object({ cgId: z.number(), osName: z.number(), projectPath: z.string() }));

describe("the project list", () => {
  it.each([{}, { flag: 0 }, { flag: 1 }, { flag: 2 }, { flag: "2" }])("has every label for %j", (body) => {
    const { code, data } = post("/api/render/project/list", body);
    expect(code).toBe(200);
    expect(data).toEqual(post("/api/render/project/getList", {}).data);
    expect(data).toMatchObject({
      projectNameList: expect.arrayContaining([{ projectId: 3671, projectName: "myLabel" }]),
    });
  });

  it("refuses an unknown flag", () => {
    expect(post("/api/render/project/list", { flag: 3 })).toMatchObject({ code: 600, data: null });
  });
});

describe("the environments", () => {
  const path = "/api/render/plugin/getUserPluginConfig";
  const read = (body: object) => environments.parse(post(path, body).data);

  it("are those of all software and systems when the request names none", () => {
    const all = read({});
    expect(all).toHaveLength(farm.environments.length);
    expect(new Set(all.map(({ cgId }) => cgId)).size).toBeGreaterThan(3);
    expect(new Set(all.map(({ osName }) => osName))).toEqual(new Set([0, 1]));
    expect(read({ osName: 0 }).every(({ osName }) => osName === 0)).toBe(true);
  });

  it("are those of Windows when the request names software, as the SDK expects", () => {
    expect(read({ cgId: 2000 })).toEqual([]);
    expect(read({ cgIds: ["2001"] }).map(({ cgId }) => cgId)).toEqual([2001, 2001, 2001, 2001]);
  });

  it("of 2018 need a software", () => {
    expect(answerRequest(farm, "getRenderEnv", {}, "2018").code).toBe(601);
  });
});
