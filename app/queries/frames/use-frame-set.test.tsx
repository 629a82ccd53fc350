import { waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { useFrameSet } from "./frame-set-query";
import { taskInContextQuery } from "./frame-task";

/** The additional task of the farm: 3 pages, of which the first is finished. */
const TASK = 40_001;

type Props = { readonly leaf: TaskNode; readonly dataReadAtMs: number };

/** Renders the frames of the task and waits until they are loaded. */
async function renderFrames() {
  const connection = connectFarm({ frames: 300 });
  const { client, sent } = connection;
  const readTask = async (): Promise<Props> => {
    const context = await client.fetchQuery({ ...taskInContextQuery(client, TASK, "off"), staleTime: 0 });
    if (context === null) throw new Error("the farm does not have the task");
    return { leaf: context.node, dataReadAtMs: context.dataReadAtMs };
  };
  const first = await readTask();
  const { result, rerender } = renderQueryHook(
    client,
    ({ leaf, dataReadAtMs }: Props) => useFrameSet(leaf, "", dataReadAtMs),
    { ...first },
  );
  const pages = () => sent("queryTaskFrames").length;
  const settle = () =>
    waitFor(() => expect([client.isFetching(), result.current.query.isFetching]).toEqual([0, false]));
  await waitFor(() => expect(result.current.query.data?.pages.size).toBe(3));
  await settle();
  return { ...connection, readTask, result, rerender, pages, settle };
}

describe("useFrameSet", () => {
  it("reads no page while the frames match the counts of the task", async () => {
    const { readTask, result, rerender, pages, settle } = await renderFrames();
    expect([result.current.isSettled, pages()]).toEqual([true, 3]);
    rerender(await readTask());
    await settle();
    expect(pages()).toBe(3);
  });

  it("reads the unfinished pages when the counts of the task change", async () => {
    const { farm, readTask, result, rerender, pages } = await renderFrames();
    farm.pass(600);
    rerender(await readTask());
    await waitFor(() => expect(pages()).toBeGreaterThan(3));
    await waitFor(() => expect(result.current.isSettled).toBe(true));
  });

  it("reads failed pages again after the next poll of the task, not at once", async () => {
    const { farm, faults, readTask, result, rerender, pages, settle } = await renderFrames();
    farm.pass(600);
    faults.set("queryTaskFrames", { kind: "badGateway" });
    const polled = await readTask();
    rerender(polled);
    await waitFor(() => expect(result.current.query.data?.failed.size).toBe(2));
    await settle();
    expect(pages()).toBe(5);
    faults.clear();
    rerender({ ...polled, dataReadAtMs: polled.dataReadAtMs + 1 });
    await waitFor(() => expect(result.current.query.data?.failed.size).toBe(0));
    expect(pages()).toBe(7);
  });
});
