/** The list of notifications when this tab cannot write, and another tab changes what is stored. */
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import type { TaskEvent } from "../../mirror/task-events";
import { addNotifications, clearNotifications, markNotificationsRead, useNotificationList } from "./notification-list";

const KEY = "renderdeck.notifications.1";
const event = (taskId: number): TaskEvent => ({
  key: `${taskId} finished`,
  type: "finished",
  taskId,
  name: `scene ${taskId}`,
  userName: "mei",
  atMs: taskId,
  failedFrames: 0,
});
/** Returns the ids of the added ones. */
function add(...taskIds: number[]): number[] {
  let added: readonly TaskEvent[] = [];
  act(() => {
    added = addNotifications(taskIds.map(event));
  });
  return added.map(({ taskId }) => taskId);
}
const listed = () => renderHook(() => useNotificationList()).result;
const ids = (list: ReturnType<typeof listed>) => list.current.map(({ taskId }) => taskId);

/** Another tab adds a notification; this tab has not heard of it yet. */
const addElsewhere = (taskId: number) => {
  const { userName: _user, ...stored } = event(taskId);
  const before: unknown[] = JSON.parse(localStorage.getItem(KEY) ?? "[]");
  localStorage.setItem(KEY, JSON.stringify([{ ...stored, read: false }, ...before]));
};

beforeEach(() => act(() => clearNotifications()));

it("has the newest first, each once", () => {
  const list = listed();
  expect(add(1, 3)).toEqual([1, 3]);
  expect(add(3, 2)).toEqual([2]);
  expect(ids(list)).toEqual([3, 2, 1]);
});

it("keeps what another tab added a moment ago", () => {
  const list = listed();
  add(1);
  addElsewhere(2);
  expect(add(2, 3)).toEqual([3]);
  expect(ids(list)).toEqual([3, 2, 1]);
});

it("keeps what could not be written, read or cleared as the user left it", () => {
  const list = listed();
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  onTestFinished(() => full.mockRestore());
  add(1);
  expect(add(1)).toEqual([]);
  act(() => markNotificationsRead());
  expect(list.current).toMatchObject([{ taskId: 1, read: true }]);
  act(() => clearNotifications());
  expect(ids(list)).toEqual([]);
});

it("leaves out stored entries of another form", () => {
  localStorage.setItem(KEY, JSON.stringify([{ key: "1", kind: "finished" }, 7]));
  act(() => void window.dispatchEvent(new StorageEvent("storage", { key: KEY })));
  expect(ids(listed())).toEqual([]);
});
