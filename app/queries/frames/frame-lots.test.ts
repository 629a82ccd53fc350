import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FRAME_IDS_PER_WRITE } from "../../protocol/limits";
import { requests } from "../../protocol/requests";
import { CallError } from "../../protocol/wire/call-error";
import type { WriteCertainty } from "../../protocol/wire/failure";
import { frameLots, sendFrameLots } from "./frame-lots";

const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const refusal = (certainty: WriteCertainty) =>
  new CallError("restartFrame", { kind: "farm", code: 603, message: "", certainty });

/** Sends three lots; the lot at this position fails. */
async function sendThree(failing: number, certainty: WriteCertainty) {
  const sent: number[][] = [];
  const error = await sendFrameLots("restartFrame", ids(2 * FRAME_IDS_PER_WRITE + 1), async (lot) => {
    sent.push(lot);
    if (sent.length - 1 === failing) throw refusal(certainty);
  }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { sent: sent.map((lot) => lot.length), error };
}

describe("frameLots", () => {
  it("has one lot for the ids that one request carries", () => {
    expect(frameLots(ids(FRAME_IDS_PER_WRITE))).toHaveLength(1);
    expect(frameLots(ids(FRAME_IDS_PER_WRITE + 1)).map((lot) => lot.length)).toEqual([FRAME_IDS_PER_WRITE, 1]);
    expect(frameLots([])).toEqual([]);
  });

  it("has lots that the request schemas accept", () => {
    const [lot] = frameLots(ids(2 * FRAME_IDS_PER_WRITE));
    for (const name of ["restartFrame", "stopTaskFrames"] as const) {
      const request = { taskId: 1, selectAll: 0, ids: lot };
      expect(requests[name].safeParse(request).success).toBe(true);
      expect(requests[name].safeParse({ ...request, ids: ids(FRAME_IDS_PER_WRITE + 1) }).success).toBe(false);
    }
  });

  it("holds each id once, in order, and never too many", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 })), fc.integer({ min: 1, max: 7 }), (list, size) => {
        const lots = frameLots(list, size);
        expect(lots.flat()).toEqual([...new Set(list)]);
        expect(lots.every((lot) => lot.length > 0 && lot.length <= size)).toBe(true);
      }),
    );
  });
});

describe("sendFrameLots", () => {
  it("sends every lot once", async () => {
    const { sent, error } = await sendThree(3, "not-sent");
    expect([sent, error]).toEqual([[FRAME_IDS_PER_WRITE, FRAME_IDS_PER_WRITE, 1], null]);
  });

  it.each([
    [0, "not-sent", "not-sent"],
    [0, "unknown", "unknown"],
    [1, "not-sent", "unknown"],
    [2, "unknown", "unknown"],
  ] as const)("stops after the failure of lot %i (%s) and reports it as %s", async (failing, certainty, reported) => {
    const { sent, error } = await sendThree(failing, certainty);
    expect(sent).toHaveLength(failing + 1);
    expect(error).toMatchObject({ failure: { kind: "farm", code: 603, certainty: reported } });
  });
});
