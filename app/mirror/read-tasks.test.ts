import { expect, it, vi } from "vitest";
import { CallError } from "../protocol/wire/call-error";
import type { Failure } from "../protocol/wire/failure";
import { makeTask } from "../test/make-task";
import type { FarmReader } from "./farm-reader";
import { readTasks } from "./read-tasks";

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const refusal = (code: number) =>
  new CallError("queryTaskInfo", { kind: "farm", code, message: "", certainty: "not-sent" });

/** A farm that refuses every request with one of the `unknown` ids. */
function farmWithout(unknown: readonly number[], code = 404) {
  const queryTaskInfo = vi.fn<FarmReader["queryTaskInfo"]>(async (ids) => {
    if (ids.some((id) => unknown.includes(id))) throw refusal(code);
    return ids.map((id) => makeTask({ id }));
  });
  return { queryTaskInfo, requests: () => queryTaskInfo.mock.calls.map(([ids]) => ids) };
}

const idsOf = (responses: Awaited<ReturnType<typeof readTasks>>) =>
  responses.map(({ requestedIds, tasks }) => [requestedIds, tasks.map(({ id }) => id)]);

it("requests at most 100 tasks at once", async () => {
  const farm = farmWithout([]);
  const responses = await readTasks(farm, range(1, 250));
  expect(farm.requests()).toEqual([range(1, 100), range(101, 100), range(201, 50)]);
  expect(idsOf(responses)).toEqual(farm.requests().map((ids) => [ids, ids]));
});

it("requests nothing without ids, and once for exactly 100", async () => {
  const farm = farmWithout([]);
  expect(await readTasks(farm, [])).toEqual([]);
  await readTasks(farm, range(1, 100));
  expect(farm.requests()).toEqual([range(1, 100)]);
});

it.each([404, 937])("finds an unknown task, which the farm refuses with %i together with all others", async (code) => {
  const farm = farmWithout([4], code);
  expect(idsOf(await readTasks(farm, [1, 2, 3, 4, 5]))).toEqual([
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
    [[4], []],
    [[5], [5]],
  ]);
  expect(farm.requests()).toEqual([[1, 2, 3, 4, 5], [1, 2, 3], [4, 5], [4], [5]]);
});

const proxyFailure: Failure = { kind: "proxy", status: 404, problem: "", detail: "", certainty: "not-sent" };

it.each([
  ["another refusal", refusal(403)],
  ["a failure of the server", new CallError("queryTaskInfo", proxyFailure)],
  ["an error that is none of a call", new Error("aborted")],
])("rejects with %s at once", async (_, error) => {
  const queryTaskInfo = vi.fn<FarmReader["queryTaskInfo"]>().mockRejectedValue(error);
  await expect(readTasks({ queryTaskInfo }, [1, 2])).rejects.toBe(error);
  expect(queryTaskInfo).toHaveBeenCalledOnce();
});
