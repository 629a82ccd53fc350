import { EventEmitter } from "node:events";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Problem } from "../http/problem";
import type { RelayedResponse } from "./parse-reply";
import { queueReads } from "./read-queue";

const CONNECTIONS = 2;
const answer: RelayedResponse = { code: 200, body: "{}" };

/** A queue in front of a farm that answers when told to, and what became of each read. */
function openQueue(maxWaitMs?: number) {
  const started: { readonly id: number; readonly end: () => void }[] = [];
  const outcomes = new Map<number, string>();
  const clients: EventEmitter[] = [];
  const forward = queueReads(
    (_, body) =>
      new Promise((resolve) => {
        started.push({ id: "taskIds" in body ? Number(body.taskIds) : 0, end: () => resolve(answer) });
      }),
    CONNECTIONS,
    maxWaitMs,
  );
  const read = () => {
    const id = clients.length;
    const client = Object.assign(new EventEmitter(), { destroyed: false });
    clients.push(client);
    return forward("queryTaskInfo", { taskIds: [id] }, { client }).then(
      () => outcomes.set(id, "answered"),
      (error: unknown) => outcomes.set(id, error instanceof Problem ? error.problem : "failed"),
    );
  };
  return { read, forward, started, outcomes, clients };
}
const settle = () => new Promise(setImmediate);

describe("reads of clients", () => {
  it("start at once while connections are free, then in their order", async () => {
    const { read, started } = openQueue();
    for (let count = 0; count < 4; count += 1) void read();
    expect(started.map(({ id }) => id)).toEqual([0, 1]);
    started[1]?.end();
    await settle();
    started[0]?.end();
    await settle();
    expect(started.map(({ id }) => id)).toEqual([0, 1, 2, 3]);
  });

  it("that have waited longest are refused when too many wait, and may ask again", async () => {
    const { read, forward, started, outcomes } = openQueue();
    for (let count = 0; count < 12; count += 1) void read();
    await settle();
    // Two are under way, eight wait.
    expect([...outcomes]).toEqual([
      [2, "busy"],
      [3, "busy"],
    ]);
    expect(started).toHaveLength(2);
    const client = Object.assign(new EventEmitter(), { destroyed: false });
    const next = forward("queryTaskInfo", { taskIds: [99] }, { client });
    started[0]?.end();
    started[1]?.end();
    await settle();
    expect(started.map(({ id }) => id)).toEqual([0, 1, 5, 6]);
    client.emit("close");
    await expect(next).rejects.toMatchObject({ problem: "client-gone" });
  });

  it("are refused after the longest wait, with the pause before the next attempt", async () => {
    const { read, forward, started } = openQueue(5);
    void read();
    void read();
    const client = Object.assign(new EventEmitter(), { destroyed: false });
    await expect(forward("queryTaskInfo", { taskIds: [7] }, { client })).rejects.toMatchObject({
      problem: "busy",
      members: { retryAfterSeconds: 2 },
    });
    expect(started).toHaveLength(2);
    expect(client.listenerCount("close")).toBe(0);
  });

  it("do not hold up writes and the server's own reads", () => {
    const { read, forward, started } = openQueue();
    for (let count = 0; count < 4; count += 1) void read();
    const client = Object.assign(new EventEmitter(), { destroyed: false });
    void forward("stopTask", { taskParam: [1] }, { client });
    void forward("queryTaskInfo", { taskIds: [50] });
    expect(started).toHaveLength(4);
  });

  it("each end once, and never more than the connections are under way, whatever happens", async () => {
    const act = fc.oneof(
      { weight: 3, arbitrary: fc.constant({ kind: "read" as const, at: 0 }) },
      fc.record({ kind: fc.constantFrom("answer" as const, "leave" as const), at: fc.nat(30) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const { read, started, outcomes, clients } = openQueue();
        const reads: Promise<unknown>[] = [];
        const isAnswered = new Set<number>();
        const answerOne = (at: number) => {
          const open = started.filter(({ id }) => !isAnswered.has(id));
          const chosen = open[at % Math.max(1, open.length)];
          if (chosen) isAnswered.add(chosen.id);
          chosen?.end();
        };
        for (const { kind, at } of acts) {
          if (kind === "read") reads.push(read());
          else if (kind === "answer") answerOne(at);
          else clients[at % Math.max(1, clients.length)]?.emit("close");
          await settle();
          expect(started.length - isAnswered.size).toBeLessThanOrEqual(CONNECTIONS);
        }
        while (outcomes.size < reads.length) {
          answerOne(0);
          await settle();
        }
        await Promise.all(reads);
        const ids = started.map(({ id }) => id);
        expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        expect(clients.every((client) => client.listenerCount("close") === 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
