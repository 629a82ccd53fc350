import { describe, expect, it } from "vitest";
import { createServerLog } from "./server-log";

/** A log whose batches the test reads. */
function setup() {
  const batches: string[] = [];
  let flushed = 0;
  const { access, ...rest } = createServerLog({
    write: (lines) => batches.push(lines),
    flushSync: () => {
      flushed = batches.length;
    },
  });
  return { batches, log: access, ...rest, flushed: () => flushed };
}

const levelsOf = (batch = "") =>
  batch
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).level);

describe("createServerLog", () => {
  it("writes the entries of one turn as one batch of JSON lines", async () => {
    const { batches, log } = setup();
    const before = Date.now();
    log({ requestId: "r", operation: "getTaskList", status: 200, code: 200, ms: 3 });
    log({ requestId: "r", operation: "stopTask", status: 502, problem: "upstream-reset", ms: 4 });
    expect(batches).toEqual([]);
    await expect.poll(() => batches).toHaveLength(1);
    const [first = "", second = "", rest] = batches[0]?.split("\n") ?? [];
    expect(JSON.parse(first)).toEqual({
      level: 30,
      time: expect.toSatisfy((time: number) => time >= before && time <= Date.now()),
      requestId: "r",
      operation: "getTaskList",
      status: 200,
      code: 200,
      ms: 3,
    });
    expect(JSON.parse(second)).toMatchObject({ level: 40, operation: "stopTask", problem: "upstream-reset" });
    expect(rest).toBe("");
  });

  it("writes the entries of a later turn as another batch", async () => {
    const { batches, log } = setup();
    log({ requestId: "r", operation: "getTaskList", status: 200, ms: 1 });
    await expect.poll(() => batches).toHaveLength(1);
    log({ requestId: "r", operation: "stopTask", status: 200, ms: 1 });
    await expect.poll(() => batches).toHaveLength(2);
    expect(batches[1]).toContain("stopTask");
    expect(batches[1]).not.toContain("getTaskList");
  });

  it("logs a status from 500 on as a warning", async () => {
    const { batches, log } = setup();
    for (const status of [200, 499, 500, 504]) log({ requestId: "r", operation: "stopTask", status, ms: 1 });
    await expect.poll(() => batches).toHaveLength(1);
    expect(levelsOf(batches[0])).toEqual([30, 30, 40, 40]);
  });

  it("writes and flushes everything at once when the process ends", () => {
    const { batches, log, fatal, flush, flushed } = setup();
    log({ requestId: "r", operation: "stopTask", status: 200, ms: 1 });
    fatal({ event: "crashed", writes: [] });
    flush();
    expect(levelsOf(batches[0])).toEqual([30, 60]);
    expect(batches[0]).toContain('"event":"crashed"');
    expect(flushed()).toBe(1);
    flush();
    expect(batches).toHaveLength(1);
  });
});
