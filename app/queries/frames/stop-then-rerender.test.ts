import { describe, expect, it } from "vitest";
import { CallError } from "../../protocol/wire/call-error";
import { LOOK_DELAYS_SECONDS, type StopRerenderStep, stopThenRerender } from "./stop-then-rerender";

const [RENDERING, STOPPED, DONE] = [2, 3, 4];
const refused = new CallError("stopTaskFrames", { kind: "farm", code: 600, message: "", certainty: "not-sent" });

/** A farm whose frames have these states at each look; the last ones stay. */
function farmOf(
  looks: readonly (readonly [number, number][] | "fails")[],
  stop: () => Promise<void> = async () => undefined,
) {
  const sent: string[] = [];
  const steps: StopRerenderStep["kind"][] = [];
  const waited: number[] = [];
  const controller = new AbortController();
  let look = 0;
  const run = (ids: readonly number[]) =>
    stopThenRerender({
      ids,
      stop: async (stopped) => {
        sent.push(`stop ${stopped.join(" ")}`);
        await stop();
      },
      look: async () => {
        const states = looks[Math.min(look, looks.length - 1)] ?? [];
        look += 1;
        if (states === "fails") throw refused;
        return new Map(states);
      },
      rerender: async (stopped) => void sent.push(`rerender ${stopped.join(" ")}`),
      wait: async (seconds) => void waited.push(seconds),
      onStep: ({ kind }) => steps.push(kind),
      signal: controller.signal,
    });
  return { run, sent, steps, waited, controller };
}

describe("stopThenRerender", () => {
  it("rerenders when the frames are seen as stopped, and not before", async () => {
    const farm = farmOf([[[7, RENDERING]], "fails", [[7, STOPPED]]]);
    expect(await farm.run([7])).toMatchObject({ stopped: [7], running: [], ended: [], rerender: "accepted" });
    expect(farm.sent).toEqual(["stop 7", "rerender 7"]);
    expect(farm.waited).toEqual([5, 10]);
    expect(farm.steps).toEqual(["stopping", "waiting", "waiting", "rerendering"]);
  });

  it("rerenders only the stopped ones of several", async () => {
    const farm = farmOf([
      [
        [1, STOPPED],
        [2, DONE],
        [3, RENDERING],
      ],
    ]);
    const outcome = await farm.run([1, 2, 3]);
    expect(outcome).toMatchObject({ stopped: [1], ended: [2], running: [3], rerender: "accepted" });
    expect(farm.sent).toEqual(["stop 1 2 3", "rerender 1"]);
    expect(farm.waited).toEqual(LOOK_DELAYS_SECONDS.filter((seconds) => seconds > 0));
  });

  it.each([
    ["not-sent", { kind: "farm", code: 600, message: "", certainty: "not-sent" }],
    ["unknown", { kind: "network", certainty: "unknown" }],
  ] as const)("sends nothing after a stop that failed (%s)", async (_, failure) => {
    const farm = farmOf([[[7, STOPPED]]], async () => {
      throw new CallError("stopTaskFrames", failure);
    });
    expect(await farm.run([7])).toMatchObject({ stopFailure: failure, running: [7], rerender: "not-sent" });
    expect(farm.sent).toEqual(["stop 7"]);
  });

  it("sends nothing when no frame is seen as stopped, or the user has left", async () => {
    const never = farmOf([[[7, RENDERING]]]);
    expect(await never.run([7])).toMatchObject({ running: [7], rerender: "not-sent" });
    expect(never.sent).toEqual(["stop 7"]);
    const left = farmOf([[[7, STOPPED]]]);
    left.controller.abort();
    expect(await left.run([7])).toMatchObject({ rerender: "not-sent" });
    expect(left.sent).toEqual(["stop 7"]);
  });
});
