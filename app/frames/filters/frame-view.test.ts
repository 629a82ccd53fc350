import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "../../protocol/frames/frame";
import { frameFigures } from "../../protocol/frames/frame-figures";
import type { FrameName } from "../../protocol/frames/frame-name";
import { parseFrameRange } from "../../protocol/frames/frame-range";
import { anyFrames, makeRow, rowsOf } from "../../test/make-frame";
import { type FrameFilter, filterFrames, frameSortValues, sortFrames } from "./frame-view";

const NOW = 1_793_491_200_000;
const labelOf = (name: FrameName) => {
  if (name.kind === "tile") return `${name.frame} · Tile ${name.tile}`;
  return name.kind === "group" ? `${name.first}–${name.last}` : "";
};
const everything: FrameFilter = {
  status: new Set(),
  type: new Set(),
  text: "",
  labelOf,
  ranges: null,
  node: "",
  medianByType: new Map(),
  nowMs: NOW,
};
const range = (text: string) => {
  const read = parseFrameRange(text);
  if (!read.ok) throw new Error(text);
  return read.ranges;
};
const present = (frames: readonly Frame[]) => ({ figures: frameFigures(frames, NOW), nowMs: NOW });
const idsOf = (rows: readonly { frame: { id: number } }[]) => rows.map(({ frame }) => frame.id);

const started = (seconds: number) => NOW - seconds * 1000;

describe("filterFrames", () => {
  const rows = [
    makeRow({ id: 1, statusCode: 4, typeCode: 5 }),
    makeRow({ id: 2, statusCode: 5, typeCode: 5 }),
    makeRow({ id: 3, statusCode: 37, typeCode: null }),
    makeRow({ id: 4, statusCode: null, typeCode: 2 }),
    makeRow({ id: 5, name: "2-4[1]", statusCode: 4, typeCode: 5 }),
    makeRow({ id: 6, name: "7-1", tile: "1", statusCode: 4, typeCode: 5 }),
    makeRow({ id: 7, name: "cam", statusCode: 4, typeCode: 5 }),
  ];
  const ids = (filter: Partial<FrameFilter>) => idsOf(filterFrames(rows, { ...everything, ...filter }).rows);

  it("filters states by name and types by code, unknown and missing ones included", () => {
    expect(ids({ status: new Set(["failed"]) })).toEqual([2]);
    expect(ids({ status: new Set(["unknown"]) })).toEqual([3, 4]);
    expect(ids({ type: new Set(["none"]) })).toEqual([3]);
    expect(ids({ type: new Set(["2", "none"]), status: new Set(["unknown"]) })).toEqual([3, 4]);
  });

  it("counts each chip among the frames that match the other filters", () => {
    const { statusCounts, typeCounts } = filterFrames(rows, { ...everything, status: new Set(["failed"]) });
    expect(Object.fromEntries(statusCounts)).toEqual({ done: 4, failed: 1, unknown: 2 });
    expect(Object.fromEntries(typeCounts)).toEqual({ 5: 1 });
  });

  it("finds rendering frames that hang or are slow, and outliers of any state, beside the states", () => {
    const frames = [
      makeRow({ id: 1, statusCode: 2, typeCode: 5, startedMs: started(260), cpuPercent: 80 }),
      makeRow({ id: 2, statusCode: 2, typeCode: 5, startedMs: started(150), cpuPercent: 0 }),
      makeRow({ id: 3, statusCode: 2, typeCode: 5, startedMs: started(90), cpuPercent: 80 }),
      makeRow({ id: 4, statusCode: 4, typeCode: 5, renderSeconds: 300 }),
      makeRow({ id: 5, statusCode: 4, typeCode: 5, renderSeconds: 100 }),
      makeRow({ id: 6, statusCode: 5, typeCode: 5, renderSeconds: 90 }),
    ];
    const medianByType = new Map([[5, 100]]);
    const filtered = (...status: string[]) =>
      filterFrames(frames, { ...everything, medianByType, status: new Set(status) });
    expect(idsOf(filtered("hung").rows)).toEqual([1, 2]);
    expect(idsOf(filtered("hung", "failed").rows)).toEqual([1, 2, 6]);
    expect(idsOf(filtered("outlier").rows)).toEqual([1, 2, 4]);
    // The chip counts also where it is not chosen; frames of other types are not in the counts.
    expect(Object.fromEntries(filtered("failed").statusCounts)).toEqual({ hung: 2, rendering: 3, done: 2, failed: 1 });
    expect(Object.fromEntries(filtered("hung").typeCounts)).toEqual({ 5: 2 });
    const otherType = filterFrames(frames, { ...everything, medianByType, type: new Set(["2"]) });
    expect(Object.fromEntries(otherType.statusCounts)).toEqual({});
  });

  it("narrows the chosen states to frames that the farm marks as overdue", () => {
    const marked = [
      makeRow({ id: 1, statusCode: 2, isOverdue: true }),
      makeRow({ id: 2, statusCode: 2, isOverdue: false }),
      makeRow({ id: 3, statusCode: 4, isOverdue: true }),
      makeRow({ id: 4, statusCode: 2, isOverdue: null }),
    ];
    const filtered = (...status: string[]) => filterFrames(marked, { ...everything, status: new Set(status) });
    expect(idsOf(filtered("overdue").rows)).toEqual([1, 3]);
    expect(idsOf(filtered("overdue", "rendering").rows)).toEqual([1]);
    expect(Object.fromEntries(filtered().statusCounts)).toEqual({ overdue: 2, rendering: 3, done: 1 });
    expect(Object.fromEntries(filtered("overdue").statusCounts)).toEqual({ overdue: 2, rendering: 1, done: 1 });
  });

  it("matches ranges by the number of a frame, the frame of a tile, any frame of a group", () => {
    expect(ids({ ranges: range("3") })).toEqual([3, 5]);
    expect(ids({ ranges: range("7-") })).toEqual([6]);
    expect(ids({ ranges: range("1-100x2") })).toEqual([1, 3, 5, 6]);
    expect(ids({ text: "-" })).toEqual([5, 6]);
  });

  it("matches names as the farm writes them or as their label, ignoring case", () => {
    expect(ids({ text: "2-4" })).toEqual([5]);
    expect(ids({ text: "2–4" })).toEqual([5]);
    expect(ids({ text: "tile 1" })).toEqual([6]);
    expect(ids({ text: "CAM" })).toEqual([7]);
    expect(ids({ text: "tile 2" })).toEqual([]);
  });

  it.each([
    ["ＣＡＭ", "cam"],
    ["cam", "ＣＡＭ０１"],
    ["caf\u00e9", "cafe\u0301_0001"],
    ["ｶﾞﾝﾀﾞﾑ", "ガンダム_0001"],
    ["STRASSE", "straße_0001"],
    ["３", "cam3"],
  ])("finds %j in %j, as the search for tasks does", (text, name) => {
    const found = filterFrames([makeRow({ id: 1, name }), makeRow({ id: 2, name: "other" })], { ...everything, text });
    expect(idsOf(found.rows)).toEqual([1]);
  });

  it("finds a text in labels of tiles however it is typed", () => {
    expect(ids({ text: "ＴＩＬＥ １" })).toEqual([6]);
  });

  it("computes no label but those of tiles and groups, and each at most once", () => {
    const many = Array.from({ length: 1600 }, (_, id) =>
      id % 2 === 0
        ? makeRow({ id, name: `${id >> 4}-${id & 15}`, tile: String(id & 15) })
        : makeRow({ id, name: String(id) }),
    );
    const labelled: string[] = [];
    const counting = (name: (typeof many)[number]["name"]) => {
      labelled.push(JSON.stringify(name));
      return labelOf(name);
    };
    const filtered = filterFrames(many, { ...everything, text: "tile 6", labelOf: counting });
    expect(filtered.rows).toHaveLength(100);
    expect(labelled).toHaveLength(800);
    expect(new Set(labelled).size).toBe(800);
    labelled.length = 0;
    filterFrames(many, { ...everything, labelOf: counting });
    expect(labelled).toEqual([]);
  });

  it("finds shared numbers of a group and a range like a search over all numbers, endless ranges included", () => {
    const small = fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(small, small, ([from, size, step], [first, length, by]) => {
        const row = makeRow({ id: 1, name: `${from}-${from + size}[${step}]` });
        const shown = filterFrames([row], { ...everything, ranges: range(`${first}-${first + length}x${by}`) }).rows;
        const numbers = Array.from({ length: 61 }, (_, number) => number);
        const shared = numbers.some(
          (number) =>
            number >= from &&
            number <= from + size &&
            (number - from) % step === 0 &&
            number >= first &&
            number <= first + length &&
            (number - first) % by === 0,
        );
        expect(shown.length === 1).toBe(shared);
      }),
    );
    const endless = makeRow({ id: 1, name: "1-999999999999999[2]" });
    expect(filterFrames([endless], { ...everything, ranges: range("2-x2") }).rows).toEqual([]);
    expect(filterFrames([endless], { ...everything, ranges: range("999999999-") }).rows).toEqual([endless]);
  });

  it("returns every frame once and in order without filters; the counts add up", () => {
    fc.assert(
      fc.property(anyFrames(NOW), (frames) => {
        const all = rowsOf(frames);
        const found = filterFrames(all, everything);
        expect(found.rows).toEqual(all);
        for (const counts of [found.statusCounts, found.typeCounts])
          expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(all.length);
        let shown = 0;
        for (const [state, count] of found.statusCounts) {
          const part = filterFrames(all, { ...everything, status: new Set([state]) });
          expect(part.rows).toHaveLength(count);
          expect(part.statusCounts).toEqual(found.statusCounts);
          shown += part.rows.length;
        }
        expect(shown).toBe(all.length);
      }),
    );
  });

  it("filters and counts the frames of one node", () => {
    const onNodes = ["10.0.0.1", "10.0.0.2", "10.0.0.1", null].map((node, index) =>
      makeRow({ id: index + 1, node, statusCode: index === 0 ? 5 : 4 }),
    );
    const found = filterFrames(onNodes, { ...everything, node: "10.0.0.1" });
    expect(idsOf(found.rows)).toEqual([1, 3]);
    expect([...found.statusCounts]).toEqual([
      ["failed", 1],
      ["done", 1],
    ]);
  });
});

describe("sortFrames", () => {
  it("keeps or reverses the natural order", () => {
    const rows = [1, 2, 3].map((id) => makeRow({ id }));
    expect(sortFrames(rows, "frame", false, present([]))).toBe(rows);
    expect(idsOf(sortFrames(rows, "frame", true, present([])))).toEqual([3, 2, 1]);
    expect(sortFrames(rows, "__proto__", false, present([]))).toBe(rows);
  });

  it("orders nodes by the numbers of their addresses", () => {
    const rows = ["10.60.12.1", null, "10.60.3.9", "10.60.3.224"].map((node, index) =>
      makeRow({ id: index + 1, node }),
    );
    expect(idsOf(sortFrames(rows, "node", false, present([])))).toEqual([3, 4, 1, 2]);
  });

  it("puts frames without a value last in both directions, and is stable", () => {
    const rows = [null, 30, 10, null, 30].map((renderSeconds, index) =>
      makeRow({ id: index + 1, statusCode: 4, renderSeconds }),
    );
    expect(idsOf(sortFrames(rows, "time", false, present([])))).toEqual([3, 2, 5, 1, 4]);
    expect(idsOf(sortFrames(rows, "time", true, present([])))).toEqual([2, 5, 3, 1, 4]);
  });

  it("sorts by every column without losing, repeating or misplacing a frame", () => {
    const column = fc.constantFrom(...Object.keys(frameSortValues), "frame", "nonsense");
    fc.assert(
      fc.property(anyFrames(NOW), column, fc.boolean(), (frames, by, descending) => {
        const rows = rowsOf(frames);
        const given = present(frames);
        const sorted = sortFrames(rows, by, descending, given);
        expect(new Set(sorted)).toEqual(new Set(rows));
        expect(sorted).toHaveLength(rows.length);
        const value = Object.entries(frameSortValues).find(([name]) => name === by)?.[1];
        if (!value) return;
        const values = sorted.map((row) => value(row, given));
        const known = values.filter((one) => one !== null);
        expect(values.slice(known.length).every((one) => one === null)).toBe(true);
        expect(known).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)));
      }),
    );
  });
});
