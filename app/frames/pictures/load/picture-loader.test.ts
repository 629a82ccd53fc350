import { describe, expect, test, vi } from "vitest";
import type { PictureStats } from "../marks/picture-stats";
import { createPictureLoader } from "./picture-loader";
import type { PictureFault, PictureResult } from "./picture-result";

const stats: PictureStats = { mean: 1, high: 2, top: 3, roughness: 0, cells: new Uint8Array(1) };
const ready: PictureResult = { kind: "ready", stats };
const faulty = (fault: PictureFault): PictureResult => ({ kind: "fault", fault });

/** A loader whose loads end when the test says so. */
function setUp(options: { readonly pauseMs?: number; readonly maxResults?: number } = {}) {
  const sent: string[] = [];
  const ends = new Map<string, (result: PictureResult) => void>();
  const clock = { ms: 0 };
  const loader = createPictureLoader({
    ...options,
    now: () => clock.ms,
    load: (url) => {
      sent.push(url);
      return new Promise((resolve) => ends.set(url, resolve));
    },
  });
  const end = async (url: string, result = ready) => {
    ends.get(url)?.(result);
    await Promise.resolve();
  };
  return { loader, sent, end, clock };
}

const some = ["a", "b", "c", "d", "e", "f"];

describe("the loader of pictures", () => {
  test("loads four at once, each once, and those in view before those that are checked", async () => {
    const { loader, sent, end } = setUp();
    loader.want(some, "check");
    expect(sent).toEqual(["a", "b", "c", "d"]);
    loader.want(["f", "a"], "view");
    await end("a");
    expect(sent).toEqual(["a", "b", "c", "d", "f"]);
    await end("b");
    expect(sent.at(-1)).toBe("e");
    await end("c");
    expect(sent).toHaveLength(6);
  });

  test("does not load what nobody wants any longer, and checks later what has left the view", async () => {
    const { loader, sent, end } = setUp();
    const release = loader.want(["a", "b", "c", "d", "e"], "check");
    loader.want(["x", "y"], "check");
    const scrolled = loader.want(["y"], "view");
    release();
    scrolled();
    for (const url of ["a", "b"]) await end(url);
    expect(sent).toEqual(["a", "b", "c", "d", "x", "y"]);
    expect(loader.result("e")).toBeUndefined();
  });

  test("tells its listeners of each result, and keeps the same object", async () => {
    const { loader, end } = setUp();
    const listener = vi.fn<() => void>();
    const unsubscribe = loader.subscribe(listener);
    loader.want(["a", "b"], "view");
    await end("a");
    expect(listener).toHaveBeenCalledTimes(1);
    expect(loader.result("a")).toBe(ready);
    unsubscribe();
    await end("b", faulty("missing"));
    expect(listener).toHaveBeenCalledTimes(1);
    expect(loader.result("b")).toEqual(faulty("missing"));
  });

  test("waits while the server is busy, and then loads the same picture again", async () => {
    vi.useFakeTimers();
    const { loader, sent, end } = setUp({ pauseMs: 100 });
    loader.want(some, "check");
    await end("a", faulty("busy"));
    await end("b");
    expect(sent).toHaveLength(4);
    expect(loader.result("a")).toBeUndefined();
    vi.advanceTimersByTime(100);
    expect(sent.slice(4)).toEqual(["e", "f"]);
    await end("c");
    expect(sent.at(-1)).toBe("a");
    vi.useRealTimers();
  });

  test("tries a fault that may be over again when the picture is wanted later; others only on request", async () => {
    const { loader, sent, end, clock } = setUp();
    const release = loader.want(["a", "b"], "view");
    await end("a", faulty("timeout"));
    await end("b", faulty("broken"));
    release();
    clock.ms = 15_000;
    loader.want(["a", "b"], "view")();
    expect(sent).toHaveLength(2);
    clock.ms = 15_001;
    loader.want(["a", "b"], "view");
    expect(sent).toEqual(["a", "b", "a"]);
    loader.retry();
    expect(sent).toEqual(["a", "b", "a", "b"]);
  });

  test("forgets the oldest results beyond its limit", async () => {
    const { loader, end } = setUp({ maxResults: 2 });
    loader.want(["a", "b", "c"], "view");
    for (const url of ["a", "b", "c"]) await end(url);
    expect([loader.result("a"), loader.result("b"), loader.result("c")]).toEqual([undefined, ready, ready]);
  });

  test("sends nothing while another view holds it, and goes on when the last one has let go", async () => {
    const { loader, sent, end } = setUp();
    loader.want(["a"], "check");
    const [first, second] = [loader.hold(), loader.hold()];
    loader.want(some, "check");
    await end("a");
    first();
    expect(sent).toEqual(["a"]);
    second();
    expect(sent).toEqual(["a", "b", "c", "d", "e"]);
  });
});
