import { expect, it } from "vitest";
import { endpoints, operationNames } from "./endpoints";
import { recordedOperations } from "./recorded-operations";
import { isTaskOperation, taskOperations } from "./tasks/task-operations";

it("the audit names every write to the farm and no read, and each name once", () => {
  const writes = operationNames.filter((name) => endpoints[name].kind === "write");
  expect(operationNames.filter((name) => recordedOperations.includes(name))).toEqual(writes);
  expect(new Set(recordedOperations).size).toBe(recordedOperations.length);
});

it("the audit names the writes of our own server", () => {
  expect(recordedOperations).toEqual(
    expect.arrayContaining(["claimTask", "addNote", "shareView", "createToken", "revokeToken", "changeRole"]),
  );
});

it("who sees a task may see what was done to it and its frames, but not what was done to the account", () => {
  expect(recordedOperations.filter(isTaskOperation).toSorted((a, b) => a.localeCompare(b))).toEqual(
    taskOperations.toSorted((a, b) => a.localeCompare(b)),
  );
  expect(["createToken", "shareView", "addLabel", "updateUserSetting", "addRenderEnv"].filter(isTaskOperation)).toEqual(
    [],
  );
});
