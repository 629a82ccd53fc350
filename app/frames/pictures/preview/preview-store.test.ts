import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CLOSE_AFTER_MS, createPreviewStore, OPEN_AFTER_MS } from "./preview-store";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const shown = (store: ReturnType<typeof createPreviewStore>) => store.get()?.frameId ?? null;

describe("the large preview under the pointer", () => {
  test("opens when the pointer rests on a picture, and not on its way across the table", () => {
    const store = createPreviewStore();
    store.enter(1);
    vi.advanceTimersByTime(OPEN_AFTER_MS - 1);
    store.leave();
    vi.advanceTimersByTime(10_000);
    expect(shown(store)).toBeNull();
    store.enter(2);
    vi.advanceTimersByTime(OPEN_AFTER_MS);
    expect(shown(store)).toBe(2);
  });

  test("changes to the next picture at once, and closes a little after the pointer has left", () => {
    const store = createPreviewStore();
    store.enter(1);
    vi.advanceTimersByTime(OPEN_AFTER_MS);
    store.leave();
    store.enter(2);
    expect(shown(store)).toBe(2);
    store.leave();
    vi.advanceTimersByTime(CLOSE_AFTER_MS - 1);
    expect(shown(store)).toBe(2);
    vi.advanceTimersByTime(1);
    expect(shown(store)).toBeNull();
  });

  test("stays while the pointer is on the preview itself, and closes when its row scrolls away", () => {
    const store = createPreviewStore();
    store.enter(1);
    vi.advanceTimersByTime(OPEN_AFTER_MS);
    store.leave();
    store.stay();
    vi.advanceTimersByTime(10_000);
    expect(shown(store)).toBe(1);
    store.scrolled();
    expect(shown(store)).toBeNull();
  });
});

describe("the large preview that the user has opened", () => {
  test("stays until the user closes it, whatever the pointer does and however far the rows scroll", () => {
    const store = createPreviewStore();
    store.toggle(1);
    store.enter(2);
    store.leave();
    store.scrolled();
    vi.advanceTimersByTime(10_000);
    expect(shown(store)).toBe(1);
    store.toggle(1);
    expect(shown(store)).toBeNull();
  });

  test("follows the focus and moves to the picture that is clicked; a closed one follows nothing", () => {
    const store = createPreviewStore();
    store.follow(1);
    expect(shown(store)).toBeNull();
    store.toggle(1);
    store.follow(2);
    expect(shown(store)).toBe(2);
    store.toggle(3);
    expect(store.get()).toEqual({ frameId: 3, by: "user" });
  });

  test("keeps what the pointer has opened when its picture is clicked", () => {
    const store = createPreviewStore();
    store.enter(1);
    vi.advanceTimersByTime(OPEN_AFTER_MS);
    store.toggle(1);
    store.leave();
    vi.advanceTimersByTime(10_000);
    expect(store.get()).toEqual({ frameId: 1, by: "user" });
  });
});
