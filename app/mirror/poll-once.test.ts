import { describe, expect, it } from "vitest";
import type { Task } from "../protocol/tasks/task";
import { CallError } from "../protocol/wire/call-error";
import type { Failure } from "../protocol/wire/failure";
import type { PageRequest, ReportedPage } from "../protocol/wire/page";
import { makeTask } from "../test/make-task";
import { pollOnce } from "./poll-once";
import { emptyHistory, type TaskHistory } from "./task-history";

const network: Failure = { kind: "network", certainty: "not-sent" };
const ENDED = 25;

/** A farm with `count` tasks, newest first, of which some list pages fail. */
function makeFarm(count: number, fails: (request: PageRequest) => boolean = () => false) {
  let tasks = Array.from({ length: count }, (_, index) =>
    makeTask({ id: count - index, statusCode: ENDED, submittedMs: 1000 + count - index }),
  );
  const requests: (number | readonly number[])[] = [];
  const getTaskList = async (request: PageRequest): Promise<ReportedPage<Task>> => {
    const { pageNum, pageSize } = request;
    requests.push(pageNum);
    if (fails(request)) throw new CallError("getTaskList", network);
    const rows = tasks.slice((pageNum - 1) * pageSize, pageNum * pageSize);
    return { rows, malformed: 0, pageCount: Math.ceil(tasks.length / pageSize), total: tasks.length, size: pageSize };
  };
  const queryTaskInfo = async (ids: readonly number[]) => {
    requests.push(ids);
    return tasks.filter(({ id }) => ids.includes(id));
  };
  const remove = (id: number) => {
    tasks = tasks.filter((task) => task.id !== id);
  };
  return { reader: { getTaskList, queryTaskInfo }, requests, remove };
}

type Farm = ReturnType<typeof makeFarm>;

const pollTimes = async ({ reader }: Farm, times: number, start: TaskHistory = emptyHistory) => {
  let history = start;
  for (let poll = 0; poll < times; poll += 1) history = await pollOnce(reader, () => history);
  return history;
};

describe("a poll", () => {
  it("reads list pages, and then by their ids the tasks that these did not have", async () => {
    const farm = makeFarm(130);
    const history = await pollTimes(farm, 3);
    expect([...history.nodes.keys()].toSorted((a, b) => b - a)).toEqual(Array.from({ length: 130 }, (_, i) => 130 - i));
    expect(history).toMatchObject({ isComplete: true, polls: 3 });
    // The third poll lists the 100 newest tasks and reads the 30 others.
    const [first, head, second, whole, ids] = farm.requests;
    expect([first, head, second, whole]).toEqual([1, 1, 2, 1]);
    expect(ids).toEqual(expect.arrayContaining(Array.from({ length: 30 }, (_, index) => index + 1)));
    expect(ids).toHaveLength(30);
    expect(farm.requests).toHaveLength(5);
  });

  it("reads by its id, once, a task that is missing from a list page", async () => {
    const farm = makeFarm(3);
    const loaded = await pollTimes(farm, 1);
    farm.remove(2);
    const history = await pollTimes(farm, 1, loaded);
    expect(farm.requests.at(-1)).toEqual([2]);
    expect([...history.nodes.keys()]).toEqual([3, 1]);
  });

  it("keeps what others changed while responses were on their way", async () => {
    const farm = makeFarm(3);
    let history = await pollTimes(farm, 1);
    const polled = pollOnce(farm.reader, () => history);
    history = { ...history, polls: 40, nextScanPage: 7 };
    expect(await polled).toMatchObject({ polls: 41, nextScanPage: 7 });
  });
});

describe("a list page that fails", () => {
  it("is remembered when another one responds", async () => {
    const farm = makeFarm(250, ({ pageNum }) => pageNum === 2);
    const history = await pollTimes(farm, 2);
    expect([...history.failedPages]).toEqual([[2, network]]);
    expect(history.nodes.size).toBe(150);
  });

  it("rejects the poll when no page responds", async () => {
    let isDown = false;
    const farm = makeFarm(250, () => isDown);
    const loaded = await pollTimes(farm, 2);
    isDown = true;
    const polled = pollTimes(farm, 1, loaded);
    await expect(polled).rejects.toMatchObject({ operation: "getTaskList", failure: network });
  });

  it("rejects the poll when it is the first page of all", async () => {
    const farm = makeFarm(3, () => true);
    await expect(pollTimes(farm, 1)).rejects.toMatchObject({ failure: network });
  });

  it("rejects the poll with an error that is none of a call", async () => {
    const farm = makeFarm(250);
    const loaded = await pollTimes(farm, 1);
    const abort = new Error("aborted");
    const getTaskList = async (request: PageRequest) => {
      if (request.pageNum === 2) throw abort;
      return farm.reader.getTaskList(request);
    };
    await expect(pollOnce({ ...farm.reader, getTaskList }, () => loaded)).rejects.toBe(abort);
  });
});
