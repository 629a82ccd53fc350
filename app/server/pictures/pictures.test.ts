// @vitest-environment node
/** The parts below the picture routes. */
import { EventEmitter, once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createFarm } from "../../../mocks/farm/farm";
import { picturePaths } from "../../../mocks/farm/pictures/picture-files";
import { encodePng } from "../../../mocks/farm/pictures/png";
import { createFaults } from "../../../mocks/faults";
import { startUpstream } from "../../../mocks/upstream";
import { createDiskCache } from "./disk-cache";
import { createPictureFetcher } from "./fetch-picture";
import { createLoadQueue } from "./load-queue";
import { createPictureCache } from "./picture-cache";
import { addressPath } from "./picture-path";
import { pictureType } from "./picture-type";

const png = (width: number, height: number) => {
  const file = Buffer.from(encodePng({ width: 1, height: 1, palette: new Uint8Array(3), pixels: new Uint8Array(1) }));
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
};

describe("addressPath", () => {
  it.each([
    ["small_pic\\100000\\138\\Render_0008[-]jpg.jpg", "/small_pic/100000/138/Render_0008%5B-%5Djpg.jpg"],
    ["/mnt/output/d2_0/a b/别墅.exr.jpg", "/mnt/output/d2_0/a%20b/%E5%88%AB%E5%A2%85.exr.jpg"],
    ["a?b#c%2e/d", "/a%3Fb%23c%252e/d"],
    ["//evil.example/x.jpg", "/evil.example/x.jpg"],
    ["https://evil.example/x.jpg", "/https%3A/evil.example/x.jpg"],
  ])("encodes %j", (path, address) => expect(addressPath("", path)).toBe(address));

  it.each([
    "../secret",
    "a/../../b",
    "a\\..\\b",
    "./a",
    "a/./b",
    "",
    " / ",
    "a\nb",
    "a\0b",
    "\ud800",
    "x".repeat(2001),
  ])("refuses %j", (path) => expect(() => addressPath("", path)).toThrow("cannot be fetched"));

  it("stays below the base", () => expect(addressPath("/previews", "a.jpg")).toBe("/previews/a.jpg"));
});

const webp = (kind: string) => Buffer.concat([Buffer.from("RIFF\0\0\0\0WEBP"), Buffer.from(kind), Buffer.alloc(30, 1)]);

describe("pictureType", () => {
  const jpeg = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 11, 8, 0, 108, 0, 192, 1, 1, 17, 0]),
    Buffer.alloc(20),
  ]);
  const gif = Buffer.concat([Buffer.from("GIF89a"), Buffer.from([192, 0, 108, 0]), Buffer.alloc(30)]);

  it.each([
    ["image/png", png(192, 108)],
    ["image/jpeg", jpeg],
    ["image/gif", gif],
    ["image/webp", webp("VP8 ")],
    ["image/webp", webp("VP8L")],
  ])("knows %s by its content", (type, file) => expect(pictureType(file)).toBe(type));

  it.each([
    ["HTML", Buffer.from("<!doctype html><html><body>Sign in at the farm, please</body></html>")],
    ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ["nothing", Buffer.alloc(0)],
    ["a start of a JPEG", jpeg.subarray(0, 12)],
    ["zeros", Buffer.alloc(100)],
    ["no size", png(0, 10)],
  ])("refuses %s", (_, file) => expect(() => pictureType(file)).toThrow("no JPEG, PNG, WebP or GIF"));

  it("refuses more pixels than a browser can hold", () => {
    expect(pictureType(png(8000, 5000))).toBe("image/png");
    expect(() => pictureType(png(8001, 5000))).toThrow("million pixels");
    expect(() => pictureType(png(16_385, 1))).toThrow("million pixels");
  });
});

it("a picture that never ends is given up", async () => {
  const farm = createFarm({ seed: 1, now: Date.now, tasks: 2 });
  const faults = createFaults();
  const upstream = await startUpstream({ farm, accessId: "a", accessKey: "b", faults });
  const fetcher = createPictureFetcher(upstream.origin, 150);
  onTestFinished(async () => {
    await fetcher.close();
    await upstream.close();
  });
  const leaf = farm.leavesById.get(18_280);
  const [path = ""] = leaf ? picturePaths(leaf, 0) : [];
  expect((await fetcher.fetch(path)).type).toBe("image/png");
  faults.setPicture("neverEnding", { times: 1 });
  await expect(fetcher.fetch(path)).rejects.toMatchObject({ failure: "timeout" });
  expect((await fetcher.fetch(path)).type, "the next one").toBe("image/png");
});

const openFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), "renderdeck-disk-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const refuse = (error: unknown) => {
  throw error;
};

describe("the disk", () => {
  it("keeps what was used last within its bound", async () => {
    const folder = await openFolder();
    const disk = createDiskCache(folder, 1000, refuse);
    for (const name of ["a", "b", "c"]) await disk.write(name, Buffer.alloc(300));
    expect(await disk.read("a")).toHaveLength(300);
    await disk.write("d", Buffer.alloc(300));
    expect((await readdir(folder)).toSorted()).toEqual(["a", "c", "d"]);
    expect(await disk.read("b")).toBeNull();
    const reopened = createDiskCache(folder, 1000, refuse);
    expect(await reopened.read("d")).toHaveLength(300);
    await reopened.write("e", Buffer.alloc(300));
    expect(await readdir(folder), "files of an earlier process count").toHaveLength(3);
  });

  it("that cannot be used is reported once, and pictures stay in memory", async () => {
    const failures: unknown[] = [];
    const folder = join(await openFolder(), "file");
    await writeFile(folder, "");
    const disk = createDiskCache(folder, 1000, (error) => failures.push(error));
    const cache = createPictureCache(disk, 10_000);
    cache.write("a", { bytes: png(2, 2), type: "image/png" });
    await expect.poll(() => failures).toHaveLength(1);
    expect(await disk.read("a")).toBeNull();
    expect(cache.inMemory("a")?.etag).toBeDefined();
    expect(failures).toHaveLength(1);
  });
});

it("the memory keeps what was used last within its bound", () => {
  const cache = createPictureCache(null, 250);
  const file = { bytes: Buffer.alloc(100), type: "image/png" } as const;
  cache.write("a", file);
  cache.write("b", file);
  cache.inMemory("a");
  cache.write("c", file);
  expect(["a", "b", "c"].map((key) => cache.inMemory(key) !== undefined)).toEqual([true, false, true]);
});

describe("the queue", () => {
  it("runs the newest first, each key once, and none that nobody waits for", async () => {
    const order: string[] = [];
    const door = new EventEmitter();
    const held = once(door, "open");
    const queue = createLoadQueue<string>(() => 1);
    const work = (key: string) => async () => {
      order.push(key);
      if (key === "a") await held;
      return key;
    };
    const gone = new AbortController();
    const results = [
      queue.load("a", work("a")),
      queue.load("b", work("b")),
      queue.load("c", work("c")),
      queue.load("b", work("b")),
    ];
    const refused = queue.load("d", work("d"), gone.signal).catch((error: unknown) => error);
    gone.abort();
    door.emit("open");
    expect(await Promise.all(results)).toEqual(["a", "b", "c", "b"]);
    expect(await refused).toMatchObject({ problem: "client-gone" });
    expect(order).toEqual(["a", "c", "b"]);
  });
});
