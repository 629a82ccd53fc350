import { expect, test } from "vitest";
import { makeFrame, rowsOf } from "../../../test/make-frame";
import { createHintLookup, frameHints } from "./frame-hints";
import { SAMPLE, statsOf } from "./picture-stats";

const plain = (level: number) => {
  const rgba = new Uint8ClampedArray(SAMPLE.width * SAMPLE.height * 4).fill(level);
  for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255;
  return statsOf(rgba);
};

test("the hint of a single frame is the one that a pass over all frames finds; tiles and types are compared apart", () => {
  const levels = [100, 101, 102, 220, 103, 104, 0, 105, 8, 106];
  const frames = levels.flatMap((_, index) =>
    ["1", "2"].flatMap((tile) =>
      [2, 5].map((typeCode) =>
        makeFrame({ id: index * 10 + Number(tile) + typeCode, name: String(index), tile, typeCode }),
      ),
    ),
  );
  const rows = rowsOf(frames);
  const known = new Map(rows.map((row) => [row, plain(levels[Math.floor(row.frame.id / 10)] ?? 0)]));
  const statsOfRow = (row: (typeof rows)[number]) => known.get(row) ?? null;
  const hints = frameHints(rows, statsOfRow);
  const hintOf = createHintLookup(rows, statsOfRow);
  expect([...new Set(hints.values())]).toEqual(["unlike", "black", "nearBlack"]);
  expect(rows.map(({ frame }) => hintOf(frame.id))).toEqual(rows.map(({ frame }) => hints.get(frame.id) ?? null));
  expect(hintOf(999)).toBeNull();
});
