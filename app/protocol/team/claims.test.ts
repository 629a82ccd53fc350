import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type ClaimEntry, type ClaimStep, claimAfter, validClaim } from "./claims";
import { isSamePerson, type Teammate } from "./teammate";

const HOUR = 3_600_000;
const people: readonly Teammate[] = [
  { id: "lin", name: "Lin" },
  { id: "", name: "Lin" },
  { id: "", name: "Ada" },
];

type Deed = {
  readonly person: number;
  readonly afterMs: number;
  readonly step: ClaimStep["kind"];
  readonly forMs: number;
  /** How far the version that the person has seen lies behind; null: none. */
  readonly behind: number | null;
};

const deed: fc.Arbitrary<Deed> = fc.record({
  person: fc.nat(people.length - 1),
  afterMs: fc.constantFrom(0, 1, HOUR / 2, HOUR, 5 * HOUR),
  step: fc.constantFrom<ClaimStep["kind"]>("claim", "claim", "release", "undo"),
  forMs: fc.constantFrom(HOUR, 4 * HOUR),
  behind: fc.option(fc.nat(1)),
});

const stepOf = ({ step, forMs, behind }: Deed, entry: ClaimEntry | null): ClaimStep => {
  const seen = behind === null ? null : (entry?.version ?? 0) - behind;
  if (step === "claim") return { kind: "claim", forMs, replaces: seen };
  return step === "release" ? { kind: "release" } : { kind: "undo", version: seen ?? 0 };
};

type Move = {
  readonly before: ClaimEntry | null;
  readonly step: ClaimStep;
  readonly next: ReturnType<typeof claimAfter>;
  readonly by: Teammate;
  readonly nowMs: number;
};

/** Which rule a step breaks; null: none. */
function brokenRule({ before, step, next, by, nowMs }: Move): string | null {
  const held = validClaim(before?.claim, nowMs);
  const isHolder = held !== null && isSamePerson(held.by, by);
  const isTaken = held !== null && !isHolder;
  const mayTake = !isTaken || (step.kind === "claim" && step.replaces === before?.version);
  if (typeof next === "string") {
    if (step.kind === "claim") return mayTake ? "a free task was refused" : null;
    return step.kind === "release" && isHolder ? "the holder could not release" : null;
  }
  const holder = validClaim(next.claim, nowMs);
  if (step.kind === "claim") {
    if (!mayTake) return "taken over without a confirmation of this claim";
    return holder?.by === by && holder.untilMs === nowMs + step.forMs ? null : "not claimed";
  }
  if (step.kind === "release") return isHolder && holder === null ? null : "not released by the holder";
  const isOwn = before !== null && before.version === step.version && isSamePerson(before.changedBy, by);
  const isBack = JSON.stringify(holder) === JSON.stringify(validClaim(before?.former, nowMs));
  return isOwn && isBack ? null : "not as before the person's own last change";
}

it("any order of claims, releases, expiries, take-overs and undos leaves one holder or none, who got it by a step that may give it", () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      let entry: ClaimEntry | null = null;
      let nowMs = 0;
      let version = 0;
      for (const one of deeds) {
        nowMs += one.afterMs;
        version += 1;
        const by = people[one.person] ?? { id: "", name: "" };
        const before: ClaimEntry | null = entry;
        const step = stepOf(one, before);
        const next = claimAfter(before, step, { by, nowMs, version });
        expect(brokenRule({ before, step, next, by, nowMs })).toBeNull();
        entry = typeof next === "string" ? before : next;
        expect(validClaim(entry?.claim, entry?.claim?.untilMs ?? 0)).toBeNull();
      }
    }),
  );
});

it("a claim that is made longer keeps the moment since when the person is on the task", () => {
  const by = people[0] ?? { id: "", name: "" };
  const step = { kind: "claim", forMs: HOUR, replaces: null } as const;
  const first = claimAfter(null, step, { by, nowMs: 1000, version: 1 });
  if (typeof first === "string") throw new Error(first);
  expect(claimAfter(first, step, { by, nowMs: 5000, version: 2 })).toMatchObject({
    claim: { sinceMs: 1000, untilMs: 5000 + HOUR },
  });
});
