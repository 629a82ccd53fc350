import { waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { connectFarm } from "../../test/connect-farm";
import { renderQueryHook } from "../../test/render-query-hook";
import { useChargeBases } from "./charge-basis";

/** The additional task of a farm with frames. */
const TASK = 40_001;

it("the frames that prices are computed from are there once they were read, and none of a leaf that cannot be read", async () => {
  const { client } = connectFarm({ frames: 30 });
  const { result, rerender } = renderQueryHook(client, (ids: readonly number[]) => useChargeBases(ids), [TASK, 77]);
  expect([result.current.isPending, result.current.basisOf(TASK)]).toEqual([true, []]);
  await waitFor(() => expect(result.current.isPending).toBe(false));
  expect([TASK, 77, 78].map((id) => result.current.basisOf(id).length)).toEqual([30, 0, 0]);
  const { basisOf } = result.current;
  rerender([TASK, 77]);
  expect(result.current.basisOf).toBe(basisOf);
});

it("nothing is read without a leaf, and nothing is pending", () => {
  const { client, requests } = connectFarm();
  const { result } = renderQueryHook(client, () => useChargeBases([]));
  expect([result.current.isPending, result.current.basisOf(TASK), requests]).toEqual([false, [], []]);
});
