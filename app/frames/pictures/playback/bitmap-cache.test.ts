import { describe, expect, test, vi } from "vitest";
import type { BitmapResult } from "../load/load-picture";
import { createBitmapCache } from "./bitmap-cache";

/** A picture of 100 bytes. */
const ready = (onClose: () => void = () => {}): BitmapResult => ({
  kind: "ready",
  bitmap: { width: 5, height: 5, close: onClose },
});

/** A cache whose loads end when the test says so. */
function setUp(maxBytes = 1000) {
  const sent: string[] = [];
  const signals = new Map<string, AbortSignal>();
  const ends = new Map<string, (result: BitmapResult) => void>();
  const cache = createBitmapCache({
    maxBytes,
    pauseMs: 100,
    load: (url, signal) => {
      sent.push(url);
      signals.set(url, signal);
      return new Promise((resolve) => ends.set(url, resolve));
    },
  });
  const end = async (url: string, result = ready()) => {
    ends.get(url)?.(result);
    await Promise.resolve();
  };
  return { cache, sent, end, signals };
}

const names = ["a", "b", "c", "d", "e", "f"];

describe("decoded pictures", () => {
  test("are loaded four at once, the first ones first, each once", async () => {
    const { cache, sent, end } = setUp();
    cache.want(names);
    expect(sent).toEqual(["a", "b", "c", "d"]);
    cache.want(["f", ...names]);
    await end("a");
    expect(sent.at(-1)).toBe("f");
    await end("b");
    await end("c");
    expect(sent).toEqual(["a", "b", "c", "d", "f", "e"]);
    expect(cache.get("a")?.kind).toBe("ready");
    expect(cache.get("e")).toBeUndefined();
  });

  test("stay within the bound of memory: what lies behind is closed for what comes next", async () => {
    const { cache, sent, end } = setUp(300);
    cache.want(names);
    const closeFirst = vi.fn<() => void>();
    await end("a", ready(closeFirst));
    for (const url of ["b", "c", "d"]) await end(url);
    expect(cache.capacity()).toBe(3);
    cache.want(names);
    expect(cache.get("d"), "does not fit").toBeUndefined();
    expect(names.filter((url) => cache.get(url))).toEqual(["a", "b", "c"]);
    cache.want(["b", "c", "d", "e", "f", "a"]);
    await end("d");
    expect(names.filter((url) => cache.get(url))).toEqual(["b", "c", "d"]);
    expect(closeFirst).toHaveBeenCalledTimes(1);
    expect(sent.filter((url) => url === "a")).toHaveLength(1);
  });

  test("have at least the picture in view, however large it is", async () => {
    const { cache, end } = setUp(50);
    cache.want(names);
    await end("a");
    cache.want(names);
    expect([cache.get("a")?.kind, cache.capacity()]).toEqual(["ready", 1]);
  });

  test("that failed take no memory, and are loaded again on request only", async () => {
    const { cache, sent, end } = setUp();
    cache.want(["a"]);
    await end("a", { kind: "fault", fault: "missing" });
    cache.want(["a"]);
    expect(sent).toEqual(["a"]);
    expect(cache.get("a")).toEqual({ kind: "fault", fault: "missing" });
    cache.subscribe(() => cache.want(["a"]));
    cache.retry();
    expect(sent).toEqual(["a", "a"]);
  });

  test("wait while the server is busy", async () => {
    vi.useFakeTimers();
    const { cache, sent, end } = setUp();
    cache.want(names);
    await end("a", { kind: "fault", fault: "busy" });
    await end("b");
    expect(sent).toHaveLength(4);
    vi.advanceTimersByTime(100);
    expect(sent.slice(4)).toEqual(["a", "e"]);
    vi.useRealTimers();
  });

  test("are closed when the film is closed, also those that come later", async () => {
    const { cache, end, signals } = setUp();
    cache.want(names);
    const close = vi.fn<() => void>();
    await end("a", ready(close));
    cache.clear();
    await end("b", ready(close));
    expect(close).toHaveBeenCalledTimes(2);
    expect(signals.get("c")?.aborted).toBe(true);
    expect(names.filter((url) => cache.get(url))).toEqual([]);
  });
});
