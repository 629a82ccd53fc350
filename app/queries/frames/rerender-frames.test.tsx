import { QueryObserver } from "@tanstack/react-query";
import { waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { endpoints } from "../../protocol/endpoints";
import { FRAME } from "../../protocol/frames/frame-status";
import { FRAME_IDS_PER_WRITE } from "../../protocol/limits";
import { connectFarm } from "../../test/connect-farm";
import { setFrameStates } from "../../test/frame-states";
import { renderQueryHook } from "../../test/render-query-hook";
import { server } from "../../test/server";
import { taskInContextQuery } from "./frame-task";
import { useRerender } from "./rerender-frames";

/** The additional task of the farm, with a stopped, a failed and a timed-out frame before its done ones. */
const TASK = 40_001;
/** The farm accepts a write. */
const accepted = { version: "1.0.0", code: 200, message: "success", data: null, serverTime: 1 };

function setUp(frames = 20) {
  const connection = connectFarm({ frames });
  setFrameStates(connection.farm, TASK, [FRAME.stopped, FRAME.failed, FRAME.timedOut]);
  const { result } = renderQueryHook(connection.client, () => useRerender());
  const send = (request: Parameters<typeof result.current.mutateAsync>[0]) => result.current.mutateAsync(request);
  /** The positions of the frames that were restarted. */
  const restarted = () =>
    connection.farm.leaf(TASK).frames.flatMap(({ resubmits }, index) => (resubmits > 0 ? [index] : []));
  return { ...connection, send, restarted };
}

const idsAt = ({ farm }: Pick<ReturnType<typeof setUp>, "farm">, positions: readonly number[]) =>
  farm
    .leaf(TASK)
    .frames.filter((_, index) => positions.includes(index))
    .map(({ id }) => id);

describe("useRerender", () => {
  it("renders the failed frames of a task again", async () => {
    const { send, sent, restarted } = setUp();
    await send({ kind: "failed", taskId: TASK });
    expect(sent("restartFailedFrames")).toEqual([{ taskParam: [TASK] }]);
    expect(sent("restartFrame")).toEqual([]);
    expect(restarted()).toEqual([1, 2]);
  });

  it("renders the selected frames again, whatever their state", async () => {
    const { send, sent, restarted, farm } = setUp();
    const ids = idsAt({ farm }, [0, 2, 4]);
    await send({ kind: "selected", taskId: TASK, ids });
    expect(sent("restartFrame")).toEqual([{ taskId: TASK, selectAll: 0, ids }]);
    expect(restarted()).toEqual([0, 2, 4]);
  });

  it("sends thousands of selected frames in one request", async () => {
    const { send, sent, farm } = setUp(3000);
    const ids = farm.leaf(TASK).frames.map(({ id }) => id);
    await send({ kind: "selected", taskId: TASK, ids });
    expect(sent("restartFrame")).toEqual([{ taskId: TASK, selectAll: 0, ids }]);
  });

  it("sends more frames than one request carries in lots, each frame once", async () => {
    const { send, sent } = setUp();
    const ids = Array.from({ length: FRAME_IDS_PER_WRITE + 1 }, (_, index) => index + 1);
    server.use(http.post(`*${endpoints.restartFrame.path}`, () => HttpResponse.json(accepted)));
    await send({ kind: "selected", taskId: TASK, ids });
    const lots = [ids.slice(0, -1), ids.slice(-1)];
    expect(sent("restartFrame")).toEqual(lots.map((lot) => ({ taskId: TASK, selectAll: 0, ids: lot })));
  });

  it("renders all ended frames again, without their ids", async () => {
    const { send, sent, farm } = setUp();
    const { done, failed, stopped } = farm.leaf(TASK);
    await send({ kind: "all", taskId: TASK });
    expect(sent("restartFrame")).toEqual([{ taskId: TASK, selectAll: 1, ids: [] }]);
    expect(farm.leaf(TASK).frames.filter(({ resubmits }) => resubmits > 0)).toHaveLength(done + failed + stopped);
  });
});

describe("a rerender that fails", () => {
  it.each([
    ["a refusal", { kind: "refuse", code: 603 }, { kind: "farm", code: 603, certainty: "not-sent" }, []],
    ["a dropped request", { kind: "outage" }, { kind: "network", certainty: "unknown" }, []],
    ["a dropped response", { kind: "outage", after: true }, { kind: "network", certainty: "unknown" }, [1, 2]],
    ["a truncated response", { kind: "truncated" }, { kind: "shape", certainty: "unknown" }, [1, 2]],
  ] as const)("rejects after %s and is sent once", async (_, fault, failure, positions) => {
    const { send, sent, faults, restarted } = setUp();
    faults.set("restartFailedFrames", fault);
    await expect(send({ kind: "failed", taskId: TASK })).rejects.toMatchObject({ failure });
    expect(sent("restartFailedFrames")).toHaveLength(1);
    expect(restarted()).toEqual(positions);
  });
});

it.each([
  ["succeeds", undefined],
  ["is refused", { kind: "refuse", code: 603 }],
  ["has no response", { kind: "outage", after: true }],
] as const)("the task of the page is read again after a rerender that %s", async (_, fault) => {
  const { client, send, sent, faults } = setUp();
  const stop = new QueryObserver(client, taskInContextQuery(client, TASK, "off")).subscribe(() => undefined);
  await waitFor(() => expect(client.isFetching()).toBe(0));
  expect(sent("queryTaskInfo")).toHaveLength(1);
  if (fault) faults.set("restartFrame", fault);
  await send({ kind: "all", taskId: TASK }).catch(() => undefined);
  expect(sent("queryTaskInfo")).toHaveLength(2);
  stop();
});
