import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EngineSession } from "../engine/engine-session";
import { openSqlite } from "../engine/sqlite";
import { StoreError } from "../store-error";
import { FifoBacklog } from "./fifo-backlog";
import { Outbox } from "./outbox";

const unreachable = Object.assign(new Error("nobody there"), { code: "ECONNREFUSED" });

/** An outbox of numbers; `failWith` is thrown by every write while it is set. */
function outboxOf(most = 100) {
  const written: number[] = [];
  const reported: unknown[] = [];
  const state: { failWith: Error | null } = { failWith: null };
  const backlog = new FifoBacklog<number>(most);
  const outbox = new Outbox<number, number>({
    session: new EngineSession(() => openSqlite(":memory:")),
    backlog,
    report: (error) => reported.push(error),
    write: async (_engine, { content }) => {
      if (state.failWith) throw state.failWith;
      written.push(content);
      return content * 10;
    },
  });
  return { outbox, backlog, written, reported, state };
}

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

describe("an outbox", () => {
  it("writes in order and answers each caller", async () => {
    const { outbox, written } = outboxOf();
    const outcomes = await Promise.all([1, 2, 3].map((item) => outbox.push(item, item)));
    expect(written).toEqual([1, 2, 3]);
    expect(outcomes).toEqual([10, 20, 30].map((result) => ({ state: "written", result })));
  });

  it("keeps what cannot be written, says since when, and tries again at growing intervals", async () => {
    const { outbox, written, state } = outboxOf();
    state.failWith = unreachable;
    expect(await outbox.push(1, 77)).toEqual({ state: "buffered" });
    expect(await outbox.push(2, 78)).toEqual({ state: "buffered" });
    await vi.advanceTimersByTimeAsync(500 + 1000 + 2000);
    expect(outbox.outage).toMatchObject({ sinceMs: 77, failure: "unreachable", message: "nobody there" });
    state.failWith = null;
    await vi.advanceTimersByTimeAsync(3999);
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect([written, outbox.outage]).toEqual([[1, 2], null]);
  });

  it("tries at least every 15 s", async () => {
    const { outbox, written, state } = outboxOf();
    state.failWith = unreachable;
    await outbox.push(1, 1);
    await vi.advanceTimersByTimeAsync(3_600_000);
    state.failWith = null;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(written).toEqual([1]);
  });

  it("gives up the oldest items over its bound and still says since when", async () => {
    const { outbox, backlog, written, state } = outboxOf(2);
    state.failWith = unreachable;
    for (const item of [1, 2, 3]) await outbox.push(item, item);
    await outbox.flush();
    expect([backlog.size(), outbox.outage?.sinceMs]).toEqual([{ items: 2, dropped: 1 }, 1]);
    state.failWith = null;
    await outbox.flush();
    expect(written).toEqual([2, 3]);
  });

  it("reports an item that cannot be written at all, and goes on", async () => {
    const { outbox, written, reported, state } = outboxOf();
    state.failWith = new TypeError("fault");
    expect(await outbox.push(1, 1)).toEqual({ state: "refused" });
    state.failWith = null;
    await outbox.push(2, 2);
    expect([written, reported]).toEqual([[2], [new TypeError("fault")]]);
  });

  it("writes nothing once another instance writes", async () => {
    const { outbox, written, state } = outboxOf();
    state.failWith = new StoreError("deposed", "");
    expect(await outbox.push(1, 1)).toEqual({ state: "deposed" });
    state.failWith = null;
    expect(await outbox.push(2, 2)).toEqual({ state: "deposed" });
    expect(written).toEqual([]);
  });

  it("does not try again after it was stopped", async () => {
    const { outbox, written, state } = outboxOf();
    state.failWith = unreachable;
    await outbox.push(1, 1);
    outbox.stop();
    state.failWith = null;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(written).toEqual([]);
  });
});
