import { expect, test } from "vitest";
import { makeRow } from "../../test/make-frame";
import { createTileLookup } from "./tile-frames";

test("finds the frame of a tile by frame and number, and a frame without tiles by its name", () => {
  const rows = [
    makeRow({ id: 1, name: "0-1", tile: "1" }),
    makeRow({ id: 2, name: "0-2", tile: "2" }),
    makeRow({ id: 3, name: "1-2", tile: "2" }),
    makeRow({ id: 4, name: "7" }),
    makeRow({ id: 5, name: "2-4[1]" }),
  ];
  const frameOf = createTileLookup(rows);
  const idOf = (frame: string, tile: string | null) => frameOf({ frame, tile })?.frame.id ?? null;
  expect([idOf("0", "2"), idOf("1", "2"), idOf("7", null)]).toEqual([2, 3, 4]);
  expect([idOf("0", null), idOf("7", "1"), idOf("2", null)]).toEqual([null, null, null]);
});
