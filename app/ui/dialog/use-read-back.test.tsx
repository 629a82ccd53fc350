import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useReadBack } from "./use-read-back";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));

function start(look: () => Promise<unknown>) {
  return renderHook(({ isAwaited }) => useReadBack(isAwaited, look), { initialProps: { isAwaited: true } });
}

it("looks again after 5, 10 and 20 seconds, and then no more", async () => {
  const look = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const { result } = start(look);
  const seen: [number, number | null][] = [];
  for (const seconds of [4.9, 0.2, 9.7, 0.3, 19.7, 0.3, 100]) {
    await pass(seconds);
    seen.push([look.mock.calls.length, result.current.nextSeconds]);
  }
  expect(seen).toEqual([
    [0, 5],
    [1, 10],
    [1, 10],
    [2, 20],
    [2, 20],
    [3, null],
    [3, null],
  ]);
});

it("stops as soon as the effect is seen", async () => {
  const look = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const { rerender, result } = start(look);
  await pass(6);
  rerender({ isAwaited: false });
  expect(result.current.nextSeconds).toBeNull();
  await pass(100);
  expect(look).toHaveBeenCalledTimes(1);
});

it("goes on after a look that failed", async () => {
  const look = vi.fn<() => Promise<void>>(() => Promise.reject(new Error("no answer")));
  start(look);
  await pass(5);
  await pass(10);
  expect(look).toHaveBeenCalledTimes(2);
});

it("stops when the dialog closes", async () => {
  const look = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const { unmount } = start(look);
  unmount();
  await pass(100);
  expect(look).not.toHaveBeenCalled();
});
