/** A page and the server together: what the page shows after any course of events is what the farm has. */
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { readMsOf } from "../../mirror/read-times";
import { taskPageSchema } from "../../protocol/tasks/task-info";
import { TASK } from "../../protocol/tasks/task-status";
import { buildTaskTree, type TaskNode } from "../../protocol/tasks/task-tree";
import { CallError } from "../../protocol/wire/call-error";
import { startLiveFarm } from "../../test/live-farm";
import { createQueryClient } from "../http/query-client";
import { fetchLiveHistory } from "./live-history";
import { refreshTasks } from "./refresh-tasks";
import { readHistory } from "./task-history-query";

/** A page without a browser: its query client, and its list as far as it is loaded. */
function openPage({ origin }: { readonly origin: string }) {
  const send = globalThis.fetch;
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) => send(new URL(path, origin), init));
  onTestFinished(() => void vi.unstubAllGlobals());
  const client = createQueryClient();
  return {
    client,
    poll: (isFresh = true) => fetchLiveHistory(client, { signal: new AbortController().signal, isFresh }),
    history: () => readHistory(client),
  };
}

const sorted = (ids: Iterable<number>) => [...ids].toSorted((a, b) => a - b);
const figuresOf = (nodes: Iterable<TaskNode>) =>
  [...nodes]
    .toSorted((a, b) => a.task.id - b.task.id)
    .map(({ task, rollUp }) => [task.id, rollUp.statusCode, rollUp.counts.done, rollUp.charge]);

/** The figures of the farm's own list, of up to 100 tasks. */
function listedByFarm({ elsewhere }: Awaited<ReturnType<typeof startLiveFarm>>) {
  const { data } = elsewhere("getTaskList", { pageNum: 1, pageSize: 100 });
  return figuresOf(taskPageSchema.parse(data).rows.map((task) => buildTaskTree(task)));
}

describe("a page that reads from the server", () => {
  it("has the whole list after one call, newest parts first, without a request to the farm by the page", async () => {
    const world = await startLiveFarm({ tasks: 650 });
    const page = openPage(world);
    await page.poll();
    while (!page.history().isComplete) await page.poll(false);
    expect(sorted(page.history().nodes.keys())).toEqual(sorted(world.farmIds()));
    expect(page.history().total).toBe(650);
  });

  it("gets only what changed", async () => {
    const world = await startLiveFarm();
    const page = openPage(world);
    await page.poll();
    const before = page.history();
    const id = before.active.values().next().value ?? 0;
    world.elsewhere("stopTask", { taskParam: [id] });
    await page.poll();
    const changed = [...page.history().nodes].filter(([key, node]) => before.nodes.get(key) !== node);
    expect(changed.map(([key]) => key)).toContain(id);
    expect(changed.length).toBeLessThan(before.nodes.size);
    expect(page.history().nodes.get(id)?.rollUp.statusCode).toBe(TASK.stopped);
  });

  it("shows a colleague's write at the next answer, without a poll of the farm in between", async () => {
    const world = await startLiveFarm();
    const page = openPage(world);
    await page.poll();
    const id = page.history().active.values().next().value ?? 0;
    await world.post("stopTask", { taskParam: [id] });
    await expect
      .poll(async () => {
        await page.poll(false);
        return page.history().nodes.get(id)?.rollUp.statusCode;
      })
      .toBe(TASK.stopped);
  });

  it("keeps the age of data that the farm does not confirm, and says why", async () => {
    const world = await startLiveFarm();
    const page = openPage(world);
    await page.poll();
    const ids = sorted(page.history().nodes.keys());
    const ages = ids.map((id) => readMsOf(page.history().readTimes, id));
    world.faults.set("*", { kind: "refuse", code: 611 });
    await expect(page.poll()).rejects.toThrow(CallError);
    await expect(page.poll()).rejects.toMatchObject({ failure: { kind: "farm", code: 611 } });
    expect(ids.map((id) => readMsOf(page.history().readTimes, id))).toEqual(ages);
    world.faults.clear();
    await expect
      .poll(
        () =>
          page.poll().then(
            () => "answered",
            () => "failed",
          ),
        { timeout: 15_000 },
      )
      .toBe("answered");
  });

  it("equals the farm once the farm stands still, after stops, starts, deletions and its own reads", async () => {
    const world = await startLiveFarm({ tasks: 60 });
    const pages = [openPage(world), openPage(world)];
    for (const page of pages) await page.poll();
    const act = fc.record({
      kind: fc.constantFrom("stop", "start", "delete", "pass", "read", "poll"),
      at: fc.nat(1000),
      page: fc.nat(1),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 6 }), async (acts) => {
        for (const { kind, at, page: which } of acts) {
          const ids = world.farmIds();
          const id = ids[at % ids.length] ?? 0;
          const page = pages[which] ?? openPage(world);
          if (kind === "stop") world.elsewhere("stopTask", { taskParam: [id] });
          else if (kind === "start") world.elsewhere("startTask", { taskParam: [id] });
          else if (kind === "delete" && ids.length > 20) world.elsewhere("deleteTask", { taskParam: [id] });
          else if (kind === "pass") world.pass(120);
          else if (kind === "read") await refreshTasks(page.client, [id]);
          else if (kind === "poll") await page.poll(false);
        }
        for (const page of pages) await page.poll();
        for (const page of pages) await page.poll(false);
        for (const { history } of pages) {
          expect(sorted(history().nodes.keys())).toEqual(sorted(world.farmIds()));
          expect(figuresOf(history().nodes.values())).toEqual(listedByFarm(world));
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});
