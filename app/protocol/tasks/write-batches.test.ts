import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallError } from "../wire/call-error";
import { idsOf, sendWrites, type WriteTarget, writeBatches } from "./write-batches";

const target = (rowId: number, idCount = 1): WriteTarget => ({
  rowId,
  topId: rowId,
  sendIds: Array.from({ length: idCount }, (_, index) => 1000 * rowId + index),
});

const refusal = (code: number) => new CallError("stopTask", { kind: "farm", code, message: "", certainty: "not-sent" });
const noResponse = new CallError("stopTask", { kind: "network", certainty: "unknown" });

const rowsOf = (targets: readonly WriteTarget[]) =>
  writeBatches(targets).map((batch) => batch.map(({ rowId }) => rowId));

describe("writeBatches", () => {
  it("limits a batch to 100 ids", () => {
    const targets = Array.from({ length: 201 }, (_, index) => target(index));
    expect(writeBatches(targets).map((batch) => batch.length)).toEqual([100, 100, 1]);
  });

  it("counts the ids of a target and keeps them together", () => {
    expect(rowsOf([target(1, 60), target(2, 40), target(3, 1)])).toEqual([[1, 2], [3]]);
    expect(rowsOf([target(1, 60), target(2, 41), target(3, 59)])).toEqual([[1], [2, 3]]);
  });

  it("divides a target of more ids than a request carries, and sends each id once", () => {
    const shell = target(1, 1001);
    const batches = writeBatches([shell, target(2, 1)]);
    expect(batches.map((batch) => idsOf(batch).length)).toEqual([...Array.from({ length: 10 }, () => 100), 2]);
    expect(batches.flatMap(idsOf)).toEqual([...shell.sendIds, 2000]);
    expect(new Set(batches.slice(0, 10).flatMap((batch) => batch.map(({ rowId }) => rowId)))).toEqual(new Set([1]));
  });

  it("never exceeds the ids of a request and loses none", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 350 }), { maxLength: 12 });
    fc.assert(
      fc.property(sizes, (idCounts) => {
        const targets = idCounts.map((idCount, index) => target(index + 1, idCount));
        const batches = writeBatches(targets);
        expect(Math.max(0, ...batches.map((batch) => idsOf(batch).length))).toBeLessThanOrEqual(100);
        expect(batches.flatMap(idsOf)).toEqual(targets.flatMap(({ sendIds }) => sendIds));
      }),
    );
  });

  it("is empty without targets", () => {
    expect(writeBatches([])).toEqual([]);
  });
});

it("idsOf lists the ids of all targets in order", () => {
  expect(idsOf([target(2, 2), target(1, 1)])).toEqual([2000, 2001, 1000]);
});

/** Sends the writes "a", "b", "c"; those of `failures` fail. */
async function send(failures: Readonly<Record<string, Error>>, options?: Parameters<typeof sendWrites>[2]) {
  const log: string[] = [];
  const outcomes = await sendWrites(
    ["a", "b", "c"],
    async (write) => {
      log.push(`start ${write}`);
      await Promise.resolve();
      log.push(`end ${write}`);
      const failure = failures[write];
      if (failure) throw failure;
    },
    options,
  );
  return { log, outcomes };
}

describe("sendWrites", () => {
  it("sends one write after another", async () => {
    const { log, outcomes } = await send({});
    expect(log).toEqual(["start a", "end a", "start b", "end b", "start c", "end c"]);
    expect(outcomes).toEqual(["a", "b", "c"].map((write) => ({ write, isSent: true, failure: null })));
  });

  it("stops after the first failed write and reports the rest as not sent, whatever is unknown of the failed one", async () => {
    const { log, outcomes } = await send({ b: noResponse });
    expect(log.at(-1)).toBe("end b");
    expect(outcomes).toEqual([
      { write: "a", isSent: true, failure: null },
      { write: "b", isSent: true, failure: { kind: "network", certainty: "unknown" } },
      { write: "c", isSent: false, failure: { kind: "network", certainty: "not-sent" } },
    ]);
  });

  it("continues after a failure that does not stop it", async () => {
    const options = { stopsAfter: ({ kind }: { kind: string }) => kind === "network" };
    const refused = await send({ a: refusal(404) }, options);
    expect(refused.outcomes.map(({ isSent, failure }) => [isSent, failure === null])).toEqual([
      [true, false],
      [true, true],
      [true, true],
    ]);
    const stopped = await send({ a: noResponse }, options);
    expect(stopped.outcomes.map(({ isSent }) => isSent)).toEqual([true, false, false]);
  });

  it("reports its progress before every write and at the end", async () => {
    const progress: number[][] = [];
    await send({}, { onProgress: (completed, total) => progress.push([completed, total]) });
    expect(progress).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });
});
