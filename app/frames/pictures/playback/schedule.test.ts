import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, type Film, frameAfter, paused, type Schedule, setSpeed, shuttle } from "./schedule";

const filmOf = (change: Partial<Film> = {}): Film => ({
  count: 100,
  fps: 25,
  isLooping: true,
  isReady: () => true,
  ...change,
});
const TICK_MS = 40;

/** The schedule after these moments of the display, which begins to run at 0. */
function run(film: Film, momentsMs: readonly number[], start: Partial<Schedule> = {}, speed = 1): Schedule {
  let schedule = setSpeed({ ...paused, ...start }, speed, film, 0);
  for (const ms of momentsMs) schedule = advance(schedule, film, ms);
  return schedule;
}
/** Moments of a display with this rate. */
const display = (seconds: number, hertz = 60) =>
  Array.from({ length: Math.round(seconds * hertz) }, (_, index) => ((index + 1) * 1000) / hertz);

describe("a running film", () => {
  it("shows each frame at its time and drops none, at every rate and on every display", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(12, 24, 25, 30),
        fc.constantFrom(50, 60, 75, 120, 144),
        fc.integer({ min: 1, max: 8 }),
        (fps, hertz, seconds) => {
          const { shown, dropped, at } = run(filmOf({ fps }), display(seconds, hertz));
          expect(dropped).toBe(0);
          expect(Math.abs(shown - fps * seconds)).toBeLessThanOrEqual(1);
          expect(at).toBe(shown % 100);
        },
      ),
    );
  });

  it("counts a frame that comes too late as dropped, and keeps its speed", () => {
    const schedule = run(filmOf(), [TICK_MS, 2 * TICK_MS, 6 * TICK_MS, 7 * TICK_MS]);
    expect(schedule).toMatchObject({ at: 7, shown: 4, dropped: 3 });
  });

  it("shows or drops every frame that was due, whatever the display does", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 }), (gaps) => {
        let ms = 0;
        const moments = gaps.map((gap) => {
          ms += gap;
          return ms;
        });
        const { shown, dropped, at } = run(filmOf({ count: 7 }), moments);
        expect(Math.abs(shown + dropped - ms / TICK_MS)).toBeLessThanOrEqual(1.1);
        expect(at).toBe((shown + dropped) % 7);
      }),
    );
  });

  it("drops nothing while the tab is hidden or the computer sleeps", () => {
    expect(run(filmOf(), [TICK_MS, 3_600_000, 3_600_000 + TICK_MS])).toMatchObject({ at: 3, shown: 3, dropped: 0 });
  });

  it("is the same object until the next frame is due", () => {
    const film = filmOf();
    const schedule = setSpeed(paused, 1, film, 0);
    expect(advance(schedule, film, TICK_MS / 2)).toBe(schedule);
    expect(advance(paused, film, 10_000)).toBe(paused);
  });

  it("waits for a picture that is not loaded, without dropping, and goes on when it is there", () => {
    let loaded = 2;
    const film = filmOf({ isReady: (at) => at <= loaded });
    let schedule = run(film, [TICK_MS, 2 * TICK_MS, 3 * TICK_MS, 10 * TICK_MS]);
    expect(schedule).toMatchObject({ at: 2, isWaiting: true, shown: 2, dropped: 0 });
    loaded = 100;
    schedule = advance(schedule, film, 10 * TICK_MS + 16);
    expect(schedule).toMatchObject({ at: 3, isWaiting: false, shown: 3, dropped: 0 });
    schedule = advance(schedule, film, 11 * TICK_MS + 16);
    expect(schedule).toMatchObject({ at: 4, dropped: 0 });
  });

  it("skips to a loaded frame in between rather than past it", () => {
    const film = filmOf({ isReady: (at) => at <= 2 });
    expect(run(film, [4 * TICK_MS])).toMatchObject({ at: 2, dropped: 1, isWaiting: false });
  });
});

describe("the ends of a film", () => {
  const once = filmOf({ count: 4, isLooping: false });

  it("are passed by a film that repeats, in both directions", () => {
    expect(run(filmOf({ count: 4 }), display(0.2), { at: 2 }).at).toBe(3);
    expect(run(filmOf({ count: 4 }), [TICK_MS, 2 * TICK_MS], { at: 3 }).at).toBe(1);
    expect(run(filmOf({ count: 4 }), [TICK_MS, 2 * TICK_MS], { at: 0 }, -1).at).toBe(2);
  });

  it("pause another one, which begins anew on the next start", () => {
    const ended = run(once, display(1));
    expect(ended).toMatchObject({ at: 3, speed: 0, dropped: 0 });
    expect(setSpeed(ended, 1, once, 0)).toMatchObject({ at: 0, speed: 1, shown: 0 });
    expect(setSpeed({ ...paused, at: 0 }, -1, once, 0)).toMatchObject({ at: 3, speed: -1 });
  });

  it("show the last frame when several are due at once", () => {
    expect(run(once, [9 * TICK_MS]).at).toBe(3);
  });
});

describe("speed", () => {
  it("doubles with each press up to 8, and turns with the other key", () => {
    expect([0, 1, 2, 4, 8].map((speed) => shuttle(speed, 1))).toEqual([1, 2, 4, 8, 8]);
    expect([0, 4, -1, -8].map((speed) => shuttle(speed, -1))).toEqual([-1, -1, -2, -8]);
  });

  it("leaves frames out evenly and drops none of those that are due", () => {
    expect(run(filmOf(), [TICK_MS, 2 * TICK_MS, 3 * TICK_MS], {}, 4)).toMatchObject({ at: 12, shown: 3, dropped: 0 });
  });

  it("counts anew when a paused film starts, and goes on counting when it only changes", () => {
    const film = filmOf();
    const late = run(film, [5 * TICK_MS]);
    expect(late.dropped).toBe(4);
    expect(setSpeed(late, 2, film, 200).dropped).toBe(4);
    expect(setSpeed(setSpeed(late, 0, film, 200), 1, film, 200).dropped).toBe(0);
  });
});

it("no step leaves the film", () => {
  fc.assert(
    fc.property(fc.nat(50), fc.integer({ min: -200, max: 200 }), fc.boolean(), (at, steps, isLooping) => {
      const target = frameAfter(at, steps, filmOf({ count: 51, isLooping }));
      const isIn = target !== null && target >= 0 && target < 51;
      expect(isIn || (target === null && !isLooping)).toBe(true);
    }),
  );
  expect(frameAfter(0, 1, filmOf({ count: 0 }))).toBeNull();
});
