import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { openPage, success } from "../../test/open-page";
import { readHardwareOf } from "./hardware";

const requestSchema = z.object({ taskIds: z.array(z.number()) });

/** A farm that knows the machine type of each task; it refuses a request with a task that it does not know. */
function openFarm(typeOf: (taskId: number) => number | null) {
  const requests: number[][] = [];
  openPage(async (request) => {
    const { taskIds } = requestSchema.parse(await request.json());
    requests.push(taskIds);
    const types = taskIds.map(typeOf);
    if (types.includes(null)) return Response.json({ version: "1", code: 404, message: "", serverTime: 1 });
    return success([1, 2, 3].map((id) => ({ id, type: 1, model: `T${id}`, ram: "64GB", current: types.includes(id) })));
  });
  return requests;
}

const read = async (...taskIds: readonly number[]) =>
  [...(await readHardwareOf(taskIds))].map(([id, { model }]) => [id, model]);

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("the machine types of tasks", () => {
  it("are read with one request when all have the same", async () => {
    const requests = openFarm(() => 2);
    expect(await read(...range(1000))).toEqual(range(1000).map((id) => [id, "T2"]));
    expect(requests).toEqual([range(1000)]);
  });

  it("are read one by one where they differ; a task that cannot be read has none", async () => {
    const requests = openFarm((id) => (id === 3 ? null : id));
    expect(await read(1, 2, 3)).toEqual([
      [1, "T1"],
      [2, "T2"],
    ]);
    expect(requests).toEqual([[1, 2, 3], [1], [2], [3]]);
  });

  it("are not read one by one of more than 20 tasks", async () => {
    const requests = openFarm((id) => (id % 2) + 1);
    expect(await read(...range(20))).toHaveLength(20);
    expect(requests).toHaveLength(21);
    expect(await read(...range(21))).toEqual([]);
    expect(requests).toHaveLength(22);
  });

  it("of one task are asked for once", async () => {
    const requests = openFarm(() => null);
    expect(await read(1)).toEqual([]);
    expect(requests).toEqual([[1]]);
  });

  it("are not asked for without a task, or for more than one request may name", async () => {
    const requests = openFarm(() => 1);
    expect([await read(), await read(...range(1001))]).toEqual([[], []]);
    expect(requests).toEqual([]);
  });
});
