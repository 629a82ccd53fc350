import { act, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { Frame } from "../../protocol/frames/frame";
import { FRAME } from "../../protocol/frames/frame-status";
import { connectFarm } from "../../test/connect-farm";
import { makeFrame } from "../../test/make-frame";
import { renderQueryHook } from "../../test/render-query-hook";
import { useFailureMessages } from "./failure-messages";
import { forgetMessages } from "./message-reader";

afterEach(forgetMessages);

const failed = (id: number, members: Partial<Frame> = {}) =>
  makeFrame({ id, taskId: 1, statusCode: FRAME.failed, startedMs: 1, ...members });

/** A component that lists the messages of these frames. */
function open(frames: readonly Frame[]) {
  const connection = connectFarm({ dialect: "current" });
  connection.respond("showLog", {
    pageCount: 1,
    pageNum: 1,
    total: 30,
    size: 100,
    items: ["Error: texture not found\n"],
  });
  const hook = renderQueryHook(connection.client, (shown: readonly Frame[]) => useFailureMessages(shown), frames);
  const logs = () => connection.sent("showLog").length;
  return { ...connection, ...hook, logs };
}

it("the messages are those of failed frames that have a log", async () => {
  const { result, logs } = open([
    failed(1),
    failed(2, { startedMs: null }),
    makeFrame({ id: 3, statusCode: FRAME.done, startedMs: 1 }),
    failed(4),
  ]);
  expect(result.current).toMatchObject({ failed: 2, isReading: true });
  await waitFor(() => expect(result.current.isReading).toBe(false));
  expect([...result.current.messages.keys()]).toEqual([1, 4]);
  expect(result.current.messages.get(1)?.line).toBe("Error: texture not found");
  expect(logs()).toBe(2);
});

it("a frame that fails meanwhile is read too, and the others are not read again", async () => {
  const { result, rerender, logs } = open([failed(1)]);
  await waitFor(() => expect(result.current.messages.size).toBe(1));
  rerender([failed(1), failed(2)]);
  await waitFor(() => expect(result.current.messages.size).toBe(2));
  rerender([failed(2)]);
  expect([...result.current.messages.keys()]).toEqual([2]);
  expect(logs()).toBe(2);
});

it("the reading pauses and goes on, and ends with the component", async () => {
  const frames = Array.from({ length: 20 }, (_, index) => failed(index + 1));
  const { result, unmount, hold, logs } = open(frames);
  const release = hold("showLog");
  act(() => result.current.pause());
  expect(result.current).toMatchObject({ isReading: false, isPaused: true });
  release();
  act(() => result.current.goOn());
  await waitFor(() => expect(result.current.messages.size).toBe(20));
  const read = logs();
  unmount();
  expect(logs()).toBe(read);
});

it("what a component has not read when it goes is not read afterwards", async () => {
  const { client, unmount, hold, logs } = open(Array.from({ length: 20 }, (_, index) => failed(index + 1)));
  const release = hold("showLog");
  await waitFor(() => expect(logs()).toBe(3));
  unmount();
  release();
  await waitFor(() => expect(client.isFetching()).toBe(0));
  expect(logs()).toBe(3);
});
