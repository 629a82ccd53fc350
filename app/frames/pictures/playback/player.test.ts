import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFrameName } from "../../../protocol/frames/frame-name";
import type { FrameRow } from "../../../queries/frames/frame-set";
import { makeFrame } from "../../../test/make-frame";
import type { CachedPicture } from "./bitmap-cache";
import { playSearchText, readPlaySearch } from "./playback-search";
import { createPlayer, inPlayOrder, type PlayedFrame, type Reel } from "./player";
import { longestOf, rowsInRanges, sequencesOf } from "./sequences";
import { timelineCells } from "./timeline-cells";

const fault: CachedPicture = { kind: "fault", fault: "missing" };

/** Frames of these names; one with "-" is not done. */
const reelOf = (names: string, change: Partial<Reel> = {}): Reel => ({
  frames: names
    .split(" ")
    .map((name): PlayedFrame => ({ id: Number.parseInt(name, 10), name, url: name.endsWith("-") ? null : name })),
  fps: 25,
  isLooping: true,
  ...change,
});

function setUp(start: string | null = null) {
  const loaded = new Map<string, CachedPicture>();
  const wanted: string[][] = [];
  const clock = { ms: 0 };
  const player = createPlayer(
    { get: (url) => loaded.get(url), want: (urls) => wanted.push([...urls]) },
    start,
    () => clock.ms,
  );
  const load = (...urls: readonly string[]) => {
    for (const url of urls) loaded.set(url, fault);
  };
  return { player, wanted, clock, load };
}

describe("the player", () => {
  it("wants the frames ahead first, from where it is and in the direction of the film", () => {
    const { player, wanted } = setUp();
    player.setReel(reelOf("1 2 3- 4"));
    expect(wanted.at(-1)).toEqual(["1", "2", "4"]);
    player.seek(3);
    expect(wanted.at(-1)).toEqual(["4", "1", "2"]);
    player.run("backwards");
    expect(wanted.at(-1)).toEqual(["4", "2", "1"]);
  });

  it("shows a frame without a picture for its time, and waits for one that is not loaded", () => {
    const { player, load } = setUp();
    player.setReel(reelOf("1 2- 3"));
    player.run("toggle");
    player.tick(40);
    expect(player.schedule.get()).toMatchObject({ at: 1, isWaiting: false });
    player.tick(80);
    expect(player.schedule.get()).toMatchObject({ at: 1, isWaiting: true });
    load("3");
    player.tick(120);
    expect(player.schedule.get()).toMatchObject({ at: 2, isWaiting: false, dropped: 0 });
  });

  it("steps and jumps, pauses with each, and stays within a film that does not repeat", () => {
    const { player } = setUp();
    player.setReel(reelOf("1 2 3", { isLooping: false }));
    player.run("forwards");
    const stateAfter = (command: Parameters<typeof player.run>[0]) => {
      player.run(command);
      return [player.schedule.get().at, player.schedule.get().speed];
    };
    expect([
      stateAfter("next"),
      stateAfter("last"),
      stateAfter("next"),
      stateAfter("first"),
      stateAfter("previous"),
    ]).toEqual([
      [1, 0],
      [2, 0],
      [2, 0],
      [0, 0],
      [0, 0],
    ]);
    expect([
      stateAfter("backwards")[1],
      stateAfter("backwards")[1],
      stateAfter("forwards")[1],
      stateAfter("pause")[1],
    ]).toEqual([-1, -2, 1, 0]);
  });

  it("begins with the frame of the link as soon as it is loaded, unless the user goes elsewhere first", () => {
    const { player } = setUp("3");
    player.setReel(reelOf("1 2"));
    expect([player.schedule.get().at, player.isAwaiting()]).toEqual([0, true]);
    player.setReel(reelOf("1 2 3 4"));
    expect([player.schedule.get().at, player.isAwaiting()]).toEqual([2, false]);
    const other = setUp("3").player;
    other.setReel(reelOf("1 2"));
    other.run("next");
    other.setReel(reelOf("1 2 3"));
    expect(other.schedule.get().at).toBe(1);
  });

  it("keeps the frame in view when others come or go, and begins anew without it", () => {
    const { player } = setUp();
    player.setReel(reelOf("2 3"));
    player.seek(1);
    player.setReel(reelOf("1 2 3 4"));
    expect(player.schedule.get().at).toBe(2);
    player.setReel(reelOf("1 2"));
    expect(player.schedule.get().at).toBe(0);
  });
});

it("the order of play has every frame once", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.nat(39),
      fc.constantFrom(1, -1),
      fc.boolean(),
      (count, place, way, isLooping) => {
        const order = [...inPlayOrder(place % count, way === 1 ? 1 : -1, { count, isLooping })];
        expect(order[0]).toBe(place % count);
        expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
      },
    ),
  );
  expect([...inPlayOrder(0, 1, { count: 0, isLooping: true })]).toEqual([]);
});

const row = (name: string, tile: string | null = null, typeCode = 2): FrameRow => ({
  frame: makeFrame({ id: 1, name, tile, typeCode }),
  name: parseFrameName(name, tile),
});

describe("the sequences of a task", () => {
  it("are its frames by type and tile; the longest one is played", () => {
    const rows = [
      row("1", null, 1),
      row("1-1", "1"),
      row("1-2", "2"),
      row("2-1", "1"),
      row("2-2", "2"),
      row("3-2", "2"),
    ];
    const sequences = sequencesOf(rows);
    expect(sequences.map(({ typeCode, tile, rows: { length } }) => [typeCode, tile, length])).toEqual([
      [1, null, 1],
      [2, "1", 2],
      [2, "2", 3],
    ]);
    expect([longestOf(sequences), longestOf([])]).toEqual([2, -1]);
  });

  it("are cut to the range, and frames of any state stay", () => {
    const rows = [row("1"), row("2"), row("3")];
    expect(rowsInRanges(rows, [{ first: 2, last: null, step: 1 }])).toEqual(rows.slice(1));
    expect(rowsInRanges(rows, null)).toBe(rows);
  });
});

const onlyLast = (url: string) => (url === "4" ? fault : undefined);

describe("the line of frames", () => {
  it("shows what is loaded, and of frames that share a place the worst", () => {
    const { frames } = reelOf("1 2 3- 4");
    expect(timelineCells(frames, onlyLast, 10)).toEqual(["loading", "loading", "notDone", "fault"]);
    expect(timelineCells(frames, onlyLast, 2)).toEqual(["loading", "fault"]);
    expect(timelineCells([], onlyLast, 2)).toEqual([]);
  });
});

describe("the search parameter of playback", () => {
  it("survives the way through the URL", () => {
    const search = fc.record({
      fps: fc.constantFrom(12, 24, 25, 30),
      isLooping: fc.boolean(),
      sequence: fc.nat(99_999),
      frame: fc.option(fc.stringMatching(/^[\w.[\]-]{1,60}$/), { nil: null }),
    } as const);
    fc.assert(
      fc.property(search, (given) => {
        expect(readPlaySearch(playSearchText(given))).toEqual(given);
      }),
    );
  });

  it.each(["open", "23", "24.twice", "24.loop.x", `24.loop.0.${"1".repeat(61)}`])("%j is the default", (text) => {
    expect(readPlaySearch(text)).toEqual({ fps: 24, isLooping: true, sequence: 0, frame: null });
  });
});
