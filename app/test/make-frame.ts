/** Frames for tests of pure functions: a frame parsed from an id only, with the members that the test sets. */
import fc from "fast-check";
import { type Frame, frameSchema } from "../protocol/frames/frame";
import { parseFrameName } from "../protocol/frames/frame-name";
import type { FrameRow } from "../queries/frames/frame-set";

const emptyFrame = frameSchema.parse({ id: 0 });

/** A frame. The default of its name is its id. */
export const makeFrame = (members: Partial<Frame> & { readonly id: number }): Frame => ({
  ...emptyFrame,
  name: String(members.id),
  ...members,
});

/** Frames as rows, in the same order. */
export const rowsOf = (frames: readonly Frame[]): FrameRow[] =>
  frames.map((frame) => ({ frame, name: parseFrameName(frame.name, frame.tile) }));

export const makeRow = (members: Partial<Frame> & { readonly id: number }): FrameRow => {
  const frame = makeFrame(members);
  return { frame, name: parseFrameName(frame.name, frame.tile) };
};

/** Frames with any state, unknown or missing codes, and missing moments, amounts and limits. */
export const anyFrames = (nowMs: number, size = 40): fc.Arbitrary<Frame[]> => {
  const moment = fc.option(fc.integer({ min: nowMs - 100_000_000, max: nowMs + 1_000_000 }));
  const amount = fc.option(fc.integer({ min: 0, max: 5000 }).map((cents) => cents / 1000));
  const members = fc.record({
    statusCode: fc.option(fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }) }, fc.integer())),
    typeCode: fc.option(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(2, 5) }, fc.integer())),
    startedMs: moment,
    endedMs: moment,
    renderSeconds: fc.option(fc.nat({ max: 5000 })),
    accountCost: amount,
    couponCost: amount,
    arrears: amount,
    resubmits: fc.nat({ max: 3 }),
    timeLimitSeconds: fc.option(fc.nat({ max: 100_000 })),
    name: fc.oneof(
      fc.nat({ max: 50 }).map(String),
      fc.constantFrom("0-1", "2-4[1]", "1-999999999999999[1]", "", "cam"),
    ),
    tile: fc.constantFrom(null, "1", "x"),
  });
  return fc
    .array(members, { maxLength: size })
    .map((list) => list.map((frame, index) => makeFrame({ id: index + 1, ...frame })));
};
