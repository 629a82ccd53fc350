import { QueryObserver } from "@tanstack/react-query";
import { waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { FRAME } from "../../protocol/frames/frame-status";
import { connectFarm } from "../../test/connect-farm";
import { setFrameStates } from "../../test/frame-states";
import { renderQueryHook } from "../../test/render-query-hook";
import { useRerenderStates, useStopFrames } from "./current-frame-commands";
import { taskInContextQuery } from "./frame-task";

/** The additional task of the farm: two failed frames, a timed-out one, two rendering ones, and others. */
const TASK = 40_001;
const STATES = [FRAME.failed, FRAME.failed, FRAME.timedOut, FRAME.rendering, FRAME.rendering];

function setUp() {
  const connection = connectFarm({ frames: 20, dialect: "current" });
  setFrameStates(connection.farm, TASK, STATES);
  const { result } = renderQueryHook(connection.client, () => ({
    stop: useStopFrames(),
    rerender: useRerenderStates(),
  }));
  const framesWith = (matches: (frame: { status: number; resubmits: number }) => boolean) =>
    connection.farm.leaf(TASK).frames.flatMap((frame, index) => (matches(frame) ? [index] : []));
  return {
    ...connection,
    stop: (request: Parameters<typeof result.current.stop.mutateAsync>[0]) => result.current.stop.mutateAsync(request),
    rerender: (states: readonly number[]) => result.current.rerender.mutateAsync({ taskId: TASK, states }),
    stopped: () => framesWith(({ status }) => status === FRAME.stopped),
    restarted: () => framesWith(({ resubmits }) => resubmits > 0),
  };
}

describe("useStopFrames", () => {
  it("stops the selected frames", async () => {
    const { stop, sent, stopped, farm } = setUp();
    const ids = farm
      .leaf(TASK)
      .frames.filter((_, index) => index === 4)
      .map(({ id }) => id);
    await stop({ kind: "ids", taskId: TASK, ids });
    expect(sent("stopTaskFrames")).toEqual([{ taskId: TASK, selectAll: 0, ids }]);
    expect(stopped()).toEqual([4]);
  });

  it("stops the frames in some states", async () => {
    const { stop, sent, farm } = setUp();
    const { waiting } = farm.leaf(TASK);
    await stop({ kind: "states", taskId: TASK, states: [FRAME.rendering] });
    expect(sent("stopTaskFrames")).toEqual([{ taskId: TASK, selectAll: 1, status: [FRAME.rendering] }]);
    expect(farm.leaf(TASK)).toMatchObject({ executing: 0, waiting });
  });

  it("stops all frames that have not ended", async () => {
    const { stop, sent, farm } = setUp();
    const { done, failed } = farm.leaf(TASK);
    await stop({ kind: "all", taskId: TASK });
    expect(sent("stopTaskFrames")).toEqual([{ taskId: TASK, selectAll: 1 }]);
    expect(farm.leaf(TASK)).toMatchObject({ executing: 0, waiting: 0, done, failed });
  });
});

describe("useRerenderStates", () => {
  it("renders the frames in the given states again", async () => {
    const { rerender, sent, restarted } = setUp();
    await rerender([FRAME.timedOut]);
    expect(sent("recommitTasks")).toEqual([{ taskIds: [TASK], status: [FRAME.timedOut] }]);
    expect(restarted()).toEqual([2]);
  });
});

const commands = {
  stopTaskFrames: ({ stop }: ReturnType<typeof setUp>) => stop({ kind: "all", taskId: TASK }),
  recommitTasks: ({ rerender }: ReturnType<typeof setUp>) => rerender([FRAME.failed]),
};

describe.each(["stopTaskFrames", "recommitTasks"] as const)("%s", (operation) => {
  it.each([
    ["a refusal", { kind: "refuse", code: 603 }, { kind: "farm", code: 603, certainty: "not-sent" }],
    ["a dropped request", { kind: "outage" }, { kind: "network", certainty: "unknown" }],
    ["a truncated response", { kind: "truncated" }, { kind: "shape", certainty: "unknown" }],
  ] as const)("rejects after %s and is sent once", async (_, fault, failure) => {
    const connection = setUp();
    connection.faults.set(operation, fault);
    await expect(commands[operation](connection)).rejects.toMatchObject({ failure });
    expect(connection.sent(operation)).toHaveLength(1);
  });

  it.each([
    ["succeeds", undefined],
    ["is refused", { kind: "refuse", code: 603 }],
    ["has no response", { kind: "outage", after: true }],
  ] as const)("reads the task of the page again when it %s", async (_, fault) => {
    const connection = setUp();
    const { client, sent, faults } = connection;
    const unsubscribe = new QueryObserver(client, taskInContextQuery(client, TASK, "off")).subscribe(() => undefined);
    await waitFor(() => expect(client.isFetching()).toBe(0));
    if (fault) faults.set(operation, fault);
    await commands[operation](connection).catch(() => undefined);
    expect(sent("queryTaskInfo")).toHaveLength(2);
    unsubscribe();
  });
});
