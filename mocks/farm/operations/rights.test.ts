/** A farm whose account is a sub-account, with and without its rights. */
import { describe, expect, it } from "vitest";
import type { OperationName } from "../../../app/protocol/endpoints";
import { answerRequest } from "../answer";
import type { AccountProfile } from "../state";
import { testFarm } from "../test-farm";

const SUB = { accountType: 2, mainUserId: 10_000_001 } as const;
const deletable = { taskParam: [18278] };

const codeOf = (account: Partial<AccountProfile>, name: OperationName, body: object) =>
  testFarm({ tasks: 2, account }).code(name, body);

const readFrames = (account: Partial<AccountProfile>) => {
  const world = testFarm({ account });
  const { rows } = world.read("getTaskList", { pageNum: 1, pageSize: 1, searchKeyword: "dragon_s010_sh0200" });
  const body = { taskId: rows[0]?.id, pageNum: 1, pageSize: 100 };
  const { data } = answerRequest(world.farm, "queryTaskFrames", body, "current");
  return JSON.stringify(data);
};

describe("a right of the account", () => {
  it.each<[OperationName, object, Partial<AccountProfile>, number]>([
    ["deleteTask", deletable, {}, 200],
    ["deleteTask", deletable, { ...SUB, subDeleteTask: 1 }, 200],
    ["deleteTask", deletable, { ...SUB, subDeleteTask: 0 }, 605],
    ["updateTaskUserLevel", { taskId: 18281, taskUserLevel: 60 }, { groupTaskLevel: 0 }, 200],
    ["updateTaskUserLevel", { taskId: 18281, taskUserLevel: 60 }, SUB, 200],
    ["updateTaskUserLevel", { taskId: 18281, taskUserLevel: 60 }, { ...SUB, groupTaskLevel: 1 }, 200],
    ["updateTaskUserLevel", { taskId: 18281, taskUserLevel: 60 }, { ...SUB, groupTaskLevel: 0 }, 605],
    ["updateTaskLimit", { taskId: 18281, taskLimit: 5 }, {}, 200],
    ["updateTaskLimit", { taskId: 18281, taskLimit: 5 }, { taskNodeLimitPermission: 0 }, 605],
    ["getOutputUserDirFile", { treePath: "/" }, { downloadDisable: 0 }, 200],
    ["getOutputUserDirFile", { treePath: "/" }, { downloadDisable: 1 }, 605],
    ["getOutputUserDirFile", { treePath: "/" }, { downloadDisable: 2 }, 605],
  ])("decides about %s %j for %j: %d", (name, body, account, code) => {
    expect(codeOf(account, name, body)).toBe(code);
  });

  it("keeps the task when it is missing", () => {
    const world = testFarm({ tasks: 2, account: { ...SUB, subDeleteTask: 0 } });
    world.code("deleteTask", deletable);
    expect(world.read("getTaskList", { pageNum: 1, pageSize: 10 }).total).toBe(2);
    expect(world.read("queryUserProfile")).toMatchObject({ accountType: 2, subDeleteTask: false });
  });

  it("to see nodes hides node and load of every frame, and nothing else", () => {
    const all = readFrames({ enableNodeDetails: 1 });
    expect(all).toContain('"nodeId":"10.');
    expect(readFrames({})).toBe(all);
    const hidden = readFrames({ enableNodeDetails: 0 });
    expect(hidden).not.toContain('"nodeId":"');
    expect(hidden.replace(/"nodeId":null,"averageCpu":null,"averageMemory":null/g, "")).toBe(
      all.replace(/"nodeId":("[^"]*"|null),"averageCpu":[^,]*,"averageMemory":[^,]*?(?=,)/g, ""),
    );
  });
});

describe("a task of another wallet", () => {
  it("can be seen by a sub-account and not be changed", () => {
    const world = testFarm({ account: { ...SUB, subDeleteTask: 1 } });
    const job = world.farm.jobs.find(({ wallet }) => wallet === world.farm.wallets.freelancer);
    const own = world.farm.jobs.find(({ wallet }) => wallet === world.farm.wallets.account);
    if (!job || !own) throw new Error("The farm has no such tasks");
    const operable = (id: number) =>
      JSON.stringify(answerRequest(world.farm, "queryTaskInfo", { taskIds: [id] }, "current").data).includes(
        '"operable":1',
      );
    expect([operable(job.id), operable(own.id)]).toEqual([false, true]);
    const before = JSON.stringify(world.read("queryTaskInfo", { taskIds: [job.id] }));
    for (const name of ["stopTask", "startTask", "deleteTask", "abortTask"] as const)
      expect([name, world.code(name, { taskParam: [job.id] })]).toEqual([name, 605]);
    expect(world.code("stopTask", { taskIds: job.leaves.map((leaf) => leaf.id) })).toBe(605);
    expect(JSON.stringify(world.read("queryTaskInfo", { taskIds: [job.id] }))).toBe(before);
  });

  it("can be changed by a main account", () => {
    const world = testFarm();
    expect(world.farm.jobs.every(({ isOperable }) => isOperable)).toBe(true);
  });
});
