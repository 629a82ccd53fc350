import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FarmReader } from "../../mirror/farm-reader";
import type { TaskHistory } from "../../mirror/task-history";
import { CallError } from "../../protocol/wire/call-error";
import { farmWith, type ListedFarm } from "../../test/listed-farm";
import { createServedList } from "../live/served-list";
import { createCollector } from "./collector";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A collector in front of a list; `fail` makes the next requests fail. */
function setup(farm: ListedFarm = farmWith(10)) {
  let failure: Error | null = null;
  const requests: { readonly atMs: number; readonly pageSize: number }[] = [];
  const reader: FarmReader = {
    async getTaskList({ pageNum, pageSize }) {
      requests.push({ atMs: Date.now(), pageSize });
      if (failure) throw failure;
      return { ...farm.page(pageNum, pageSize), size: null };
    },
    async queryTaskInfo(ids) {
      if (failure) throw failure;
      return farm.byIds(ids);
    },
  };
  const onError = vi.fn<(error: unknown) => void>();
  const list = createServedList();
  const collector = { ...createCollector({ reader, list, onError }), history: list.history };
  return {
    farm,
    collector,
    requests,
    onError,
    fail: (
      error: Error | null = new CallError("getTaskList", {
        kind: "farm",
        code: 500,
        message: "",
        certainty: "not-sent",
      }),
    ) => {
      failure = error;
    },
    /** Moments of polls in seconds since the start. */
    polls: () => [...new Set(requests.map(({ atMs }) => Math.round((atMs - 1_000_000) / 1000)))],
  };
}

const loaded = async (collector: { start: () => void; history: () => TaskHistory }) => {
  collector.start();
  await vi.advanceTimersByTimeAsync(100);
  expect(collector.history().isComplete).toBe(true);
};

describe("the collector", () => {
  it("loads the list at once, then reads it every 15 s while something renders and nobody looks", async () => {
    const { collector, polls, farm } = setup();
    await loaded(collector);
    expect(new Set(collector.history().nodes.keys())).toEqual(new Set(farm.tasks.map(({ id }) => id)));
    await vi.advanceTimersByTimeAsync(45_000);
    expect(polls().slice(-3)).toEqual([15, 30, 45]);
  });

  it("reads every 5 s while a page asks, and slows down when none does", async () => {
    const { collector, requests } = setup();
    await loaded(collector);
    const before = requests.length;
    for (let seconds = 0; seconds < 30; seconds += 5) {
      collector.noteViewer();
      await vi.advanceTimersByTimeAsync(5000);
    }
    const watched = requests.length - before;
    expect(watched).toBeGreaterThanOrEqual(5);
    await vi.advanceTimersByTimeAsync(60_000);
    const slower = requests.length;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(requests.length - slower).toBe(2);
  });

  it("reads at once for the first page that asks after a pause", async () => {
    const { collector, requests } = setup();
    await loaded(collector);
    await vi.advanceTimersByTimeAsync(10_000);
    const before = requests.length;
    collector.noteViewer();
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.length).toBeGreaterThan(before);
  });

  it("waits longer after each failure, asks with one small request, and goes on after an answer", async () => {
    const { collector, requests, polls, fail } = setup();
    await loaded(collector);
    fail();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(collector.state()).toMatchObject({ state: "failing", failure: { kind: "farm", code: 500 } });
    const first = polls().length;
    await vi.advanceTimersByTimeAsync(2000 + 4000 + 8000);
    expect(
      polls()
        .slice(first)
        .map((seconds, index, all) => seconds - (all[index - 1] ?? 15)),
    ).toEqual([2, 4, 8]);
    expect(requests.slice(-3).map(({ pageSize }) => pageSize)).toEqual([1, 1, 1]);
    const goodMs = collector.state().lastGoodReadMs;
    fail(null);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(collector.state()).toMatchObject({ state: "reading", failure: null });
    expect(collector.state().lastGoodReadMs).toBeGreaterThan(goodMs ?? 0);
  });

  it("keeps its list and goes on after an error that is no failure of the farm", async () => {
    const { collector, onError, fail } = setup();
    await loaded(collector);
    const { nodes } = collector.history();
    fail(new TypeError("a bug"));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: "a bug" }));
    expect(collector.history().nodes).toBe(nodes);
    fail(null);
    await vi.advanceTimersByTimeAsync(5000);
    expect(collector.state().state).toBe("reading");
  });

  it("does one poll for many that ask for new data, and no older one satisfies them", async () => {
    const { collector, farm, requests } = setup();
    await loaded(collector);
    await vi.advanceTimersByTimeAsync(3000);
    farm.apply({ kind: "insert", isActive: true });
    const before = requests.length;
    const asked = Promise.all([1, 2, 3].map(() => collector.refresh()));
    await vi.advanceTimersByTimeAsync(10);
    await asked;
    expect(requests.length - before).toBe(1);
    expect(collector.history().nodes.size).toBe(11);
  });

  it.each([3, -3])("goes on when the clock of the machine jumps by %i hours and back", async (hours) => {
    const { collector, farm } = setup();
    await loaded(collector);
    for (const by of [hours, -hours]) {
      vi.setSystemTime(Date.now() + by * 3_600_000);
      farm.apply({ kind: "change", at: 0 });
      farm.apply({ kind: "delete", at: 5 });
      collector.noteViewer();
      await vi.advanceTimersByTimeAsync(16_000);
      expect([...collector.history().nodes.values()].map(({ task }) => task).toSorted((a, b) => b.id - a.id)).toEqual(
        farm.tasks,
      );
      farm.apply({ kind: "change", at: 1 });
      const asked = collector.refresh();
      await vi.advanceTimersByTimeAsync(1000);
      await asked;
      const [, second] = farm.tasks;
      expect(collector.history().nodes.get(second?.id ?? 0)?.task).toEqual(second);
    }
  });

  it("reads no more after stop", async () => {
    const { collector, requests } = setup();
    await loaded(collector);
    await collector.stop();
    const before = requests.length;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(requests.length).toBe(before);
  });

  it("loads 20,000 tasks and misses none", async () => {
    const farm = farmWith(0);
    Object.assign(farm, { rows: 100 });
    for (let count = 0; count < 20_000; count += 1) farm.apply({ kind: "insert", isActive: count % 500 === 0 });
    const { collector } = setup(farm);
    collector.start();
    await vi.advanceTimersByTimeAsync(2000);
    expect(collector.history()).toMatchObject({ isComplete: true, total: 20_000 });
    expect(collector.history().nodes.size).toBe(20_000);
  }, 30_000);
});
