import { expect, it } from "vitest";
import { applyTeam } from "./team-changes";

const claim = { by: { id: "", name: "Lin" }, sinceMs: 1, untilMs: 2, version: 3 };
const none = { isWhole: false, claims: [], notes: [], seen: [], fetched: [] } as const;

it("a page merges changes, and drops what there is no more", () => {
  const first = applyTeam(null, { ...none, at: "a.1", isWhole: true, claims: [[1, claim]], notes: [[2, 3]] });
  expect([...first.claims, ...first.notes]).toEqual([
    [1, claim],
    [2, 3],
  ]);
  const second = applyTeam(first, { ...none, at: "a.2", claims: [[1, null]], notes: [[5, 1]] });
  expect([second.at, [...second.claims], [...second.notes]]).toEqual([
    "a.2",
    [],
    [
      [2, 3],
      [5, 1],
    ],
  ]);
  const other = applyTeam(second, { ...none, at: "b.1", isWhole: true, notes: [[9, 1]] });
  expect([...other.notes]).toEqual([[9, 1]]);
});
