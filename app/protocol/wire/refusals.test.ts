import { describe, expect, it } from "vitest";
import { codeNames } from "./code-names";
import { permissionRefusals, signatureRefusals } from "./envelope";
import { certaintyOf, isRefusalCode, isUnknownTaskCode, nextStepOf, refusals } from "./refusals";

/** The codes of endpoints-2018 section 2 with a meaning, and those of the corrections to it. */
const documented = [
  100, 300, 301, 400, 403, 404, 500, 503, 504, 507, 508, 510, 511, 513, 530, 600, 601, 602, 603, 604, 605, 606, 607,
  608, 609, 610, 611, 627, 628, 700, 710, 718, 728, 740, 741, 748, 749, 750, 756, 800, 801, 802, 804, 805, 812, 900,
  901, 902, 904, 913, 920, 936, 937, 1000, 1022, 1206,
];

describe("refusals", () => {
  it("have every documented code, each with a name", () => {
    expect(Object.keys(refusals).map(Number)).toEqual(documented);
    expect(Object.keys(codeNames).map(Number)).toEqual([...documented, 200].toSorted((a, b) => a - b));
    expect([...signatureRefusals, ...permissionRefusals].every(isRefusalCode)).toBe(true);
  });

  it("say that a write was not done, except after a failure of the farm itself", () => {
    expect(documented.filter((code) => certaintyOf(code) === "unknown")).toEqual([100, 300, 500, 1000]);
    expect(certaintyOf(9999)).toBe("not-sent");
  });

  it("lead to an action of their own for a missing balance and a missing pass", () => {
    expect([507, 913, 710, 9999].map(nextStepOf)).toEqual(["balance", "balance", "pass", "support"]);
  });

  it("tell an unknown task by either code", () => {
    expect([404, 937, 600].map(isUnknownTaskCode)).toEqual([true, true, false]);
  });
});
