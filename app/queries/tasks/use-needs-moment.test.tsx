import { act, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { emptyHistory } from "../../mirror/task-history";
import type { FrameTrouble } from "../../protocol/frames/task-trouble";
import { OUTPUT_DAYS } from "../../protocol/tasks/task-outputs";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { outputDays } from "../account/output-days";
import { teamState } from "../team/team-state";
import { taskKeys } from "./task-keys";
import { useFrameTroubles } from "./use-frame-troubles";
import { needsStep, useNeedsMoment } from "./use-needs-moment";

afterEach(() => {
  outputDays.set(OUTPUT_DAYS);
  teamState.set(null);
});

const reading = (members: Partial<FrameTrouble>): FrameTrouble => ({
  hung: 0,
  slow: 0,
  worst: null,
  read: 3,
  rendering: 3,
  readMs: 1,
  ...members,
});

/** A page whose list has these readings by leaf. */
function open(troubles: readonly (readonly [number, FrameTrouble])[] | null) {
  const { client, requests } = connectFarm();
  const setTroubles = (next: readonly (readonly [number, FrameTrouble])[]) =>
    client.setQueryData(taskKeys.history, { ...emptyHistory, troubles: new Map(next) });
  if (troubles) setTroubles(troubles);
  let renders = 0;
  const { result, rerender } = renderQueryHook(
    client,
    ({ nowMs }: { nowMs: number }) => {
      renders += 1;
      return useNeedsMoment(nowMs);
    },
    { nowMs: 5 },
  );
  return {
    client,
    requests,
    result,
    rerender,
    renders: () => renders,
    setTroubles: (next: typeof troubles) => act(() => void setTroubles(next ?? [])),
  };
}

describe("what tasks that need a user are counted with", () => {
  it("are the leaves with hung and with slow frames, as far as they were read", () => {
    const { result, requests } = open([
      [7, reading({ hung: 1 })],
      [8, reading({ slow: 2 })],
      [9, reading({ hung: 3, slow: 1 })],
      [10, reading({ hung: null, slow: null })],
      [11, reading({})],
    ]);
    expect(result.current).toMatchObject({
      nowMs: 5,
      hungLeaves: new Set([7, 9]),
      slowLeaves: new Set([8, 9]),
      outputDays: OUTPUT_DAYS,
      fetched: undefined,
    });
    expect(requests).toEqual([]);
  });

  it("are none before the list is loaded", () => {
    const { result } = open(null);
    expect([result.current.hungLeaves.size, result.current.slowLeaves.size]).toEqual([0, 0]);
  });

  it("are the same value until one of them changes, although readings change with every poll", async () => {
    const { result, renders, setTroubles } = open([[7, reading({ hung: 1 })]]);
    const [before, rendersBefore] = [result.current, renders()];
    setTroubles([[7, reading({ hung: 2, readMs: 9 })]]);
    expect([result.current === before, renders()]).toEqual([true, rendersBefore]);
    setTroubles([[7, reading({ hung: 3, readMs: 9 })]]);
    setTroubles([[8, reading({ hung: 2, readMs: 9 })]]);
    await waitFor(() => expect(result.current.hungLeaves).toEqual(new Set([8])));
    expect(renders()).toBe(rendersBefore + 1);
  });

  it("follow the time, the days of rendered files, and what the team has fetched", () => {
    const { result, rerender } = open([]);
    rerender({ nowMs: 6 });
    expect(result.current.nowMs).toBe(6);
    act(() => outputDays.set(3));
    expect(result.current.outputDays).toBe(3);
    const fetched = new Map([[7, { by: { id: "", name: "Lin" }, atMs: 1, version: 1 }]]);
    act(() => teamState.set({ at: "1", claims: new Map(), notes: new Map(), seen: new Map(), views: [], fetched }));
    expect(result.current.fetched).toBe(fetched);
  });
});

it("the moment of the count goes on in steps of ten minutes", () => {
  const start = Date.UTC(2026, 10, 2, 8, 10);
  const minutes = [0, 9.9, 10, 25].map((minute) => (needsStep(start + minute * 60_000) - start) / 60_000);
  expect(minutes).toEqual([0, 0, 10, 20]);
});

describe("the readings of all leaves", () => {
  it("are those of the list, without a request of their own, and none before it is loaded", async () => {
    const { client, requests } = connectFarm();
    const { result } = renderQueryHook(client, () => useFrameTroubles());
    expect(result.current.size).toBe(0);
    const troubles = new Map([[7, reading({ hung: 1 })]]);
    act(() => void client.setQueryData(taskKeys.history, { ...emptyHistory, troubles }));
    await waitFor(() => expect(result.current).toBe(troubles));
    expect(requests).toEqual([]);
  });
});
