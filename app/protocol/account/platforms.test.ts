import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { platformsSchema } from "./catalogue";
import { type Platform, platformAdvice } from "./platforms";

const make = (platform: number, status: number | null, members: Partial<Platform> = {}): Platform => ({
  platform,
  name: `query_platform_w${platform}`,
  type: 1,
  status,
  taskPrefix: "W",
  isShow: true,
  ...members,
});
const others = (platforms: readonly Platform[]) =>
  platformAdvice(platforms, 2)?.others.map(({ platform }) => platform) ?? null;

describe("platforms", () => {
  it("are read with type, state and prefix, and without them in the dialect of 2018", () => {
    const rows = [
      { platform: 6, name: "query_platform_w6", type: 1, status: 1, taskPrefix: "W", isShow: 1 },
      { platform: 2, name: "query_platform_w2" },
    ];
    expect(platformsSchema.parse(rows).rows).toEqual([
      { platform: 6, name: "query_platform_w6", type: 1, status: 1, taskPrefix: "W", isShow: true },
      { platform: 2, name: "query_platform_w2", type: null, status: null, taskPrefix: null, isShow: null },
    ]);
  });
});

describe("the advice where to submit", () => {
  it.each([
    ["normal", make(2, 1)],
    ["not told", make(2, null)],
    ["of an unknown code", make(2, 9)],
    ["not in the list", make(7, 3)],
  ])("is none while the account’s platform is %s", (_name, own) => {
    expect(platformAdvice([own, make(3, 1)], 2)).toBeNull();
  });

  it("names free platforms of the same type that users see", () => {
    const gpu = make(21, 1, { type: 0 });
    const hidden = make(8, 1, { isShow: false });
    expect(others([make(2, 2), make(3, 1), make(6, 3), gpu, hidden])).toEqual([3]);
    expect(others([make(2, 3), make(3, 2), make(6, 1)])).toEqual([6]);
  });

  it("names busy ones when the own one is full or disabled and none is free", () => {
    expect(others([make(2, 3), make(3, 2), make(6, 3)])).toEqual([3]);
    expect(others([make(2, 0), make(3, 2)])).toEqual([3]);
    expect(others([make(2, 2), make(3, 2), make(6, 3)])).toEqual([]);
  });

  it("never names the own platform, one of another type, or one that is full or disabled", () => {
    const code = fc.constantFrom(null, 0, 1, 2, 3, 7);
    const platforms = fc
      .uniqueArray(fc.record({ platform: fc.nat(9), status: code, type: code }), {
        selector: ({ platform }) => platform,
      })
      .map((list) => list.map(({ platform, ...members }) => make(platform, members.status, members)));
    fc.assert(
      fc.property(platforms, (list) => {
        const advice = platformAdvice(list, 2);
        for (const one of advice?.others ?? []) {
          expect(one.platform).not.toBe(2);
          expect(one.type).toBe(advice?.own.type);
          expect([1, 2]).toContain(one.status);
        }
      }),
    );
  });
});
