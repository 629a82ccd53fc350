import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClaimStep, validClaim } from "../../../protocol/team/claims";
import { describeOnEngines, openTestStore } from "../testing/test-stores";
import type { TeamStore } from "./team-store";

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 10, 20, 9);
const lin = { id: "lin", name: "Lin" };
const ada = { id: "", name: "Ada" };
const take = (replaces: number | null = null): ClaimStep => ({ kind: "claim", forMs: 4 * HOUR, replaces });

/** Who is on a task. */
async function holderOf(team: TeamStore, taskId: number, nowMs: number) {
  const { claims } = await team.changesSince(null, nowMs);
  const own = claims.filter(([id]) => id === taskId);
  expect(own.length).toBeLessThanOrEqual(1);
  return validClaim(own[0]?.[1], nowMs)?.by.name ?? null;
}

describeOnEngines("claims", (engine) => {
  const newTeam = async () => (await engine.newStore()).account("a").team;

  it("belong to one person, end by themselves, and are taken over with a confirmation", async () => {
    const team = await newTeam();
    const first = await team.claim(7, take(), { by: lin, nowMs: T0 });
    expect(await holderOf(team, 7, T0)).toBe("Lin");
    await expect(team.claim(7, take(), { by: ada, nowMs: T0 + 1 })).rejects.toMatchObject({ reason: "held" });
    await expect(team.claim(7, { kind: "release" }, { by: ada, nowMs: T0 + 1 })).rejects.toMatchObject({
      reason: "held",
    });
    await team.claim(7, take(first), { by: ada, nowMs: T0 + 2 });
    expect(await holderOf(team, 7, T0 + 2)).toBe("Ada");
    expect(await holderOf(team, 7, T0 + 2 + 4 * HOUR)).toBeNull();
    await team.claim(7, take(), { by: lin, nowMs: T0 + 5 * HOUR });
    expect(await holderOf(team, 7, T0 + 5 * HOUR)).toBe("Lin");
  });

  it("are taken back by who changed them, unless somebody has changed them since", async () => {
    const team = await newTeam();
    const first = await team.claim(7, take(), { by: lin, nowMs: T0 });
    const second = await team.claim(7, take(first), { by: ada, nowMs: T0 });
    await expect(team.claim(7, { kind: "undo", version: second }, { by: lin, nowMs: T0 })).rejects.toMatchObject({
      reason: "changedSince",
    });
    await team.claim(7, { kind: "undo", version: second }, { by: ada, nowMs: T0 });
    expect(await holderOf(team, 7, T0)).toBe("Lin");
    const released = await team.claim(7, { kind: "release" }, { by: lin, nowMs: T0 });
    await team.claim(7, { kind: "undo", version: released }, { by: lin, nowMs: T0 });
    expect(await holderOf(team, 7, T0)).toBe("Lin");
    await expect(team.claim(7, { kind: "undo", version: first }, { by: lin, nowMs: T0 })).rejects.toMatchObject({
      reason: "changedSince",
    });
  });

  it("go to one of several people who take a free task at once", async () => {
    const place = await engine.newPlace();
    const stores = [await openTestStore(place)];
    if (place.engine === "postgres") stores.push(await openTestStore(place));
    const [first] = stores;
    const tries = Array.from({ length: 8 }, async (_, index) => {
      const by = { id: `p${index}`, name: `P${index}` };
      const store = stores[index % stores.length] ?? first;
      const number = await store
        ?.account("a")
        .team.claim(7, take(), { by, nowMs: T0 })
        .catch(() => null);
      return number === null ? null : by.name;
    });
    const winners = (await Promise.all(tries)).filter((name) => name !== null);
    expect(winners).toHaveLength(1);
    expect(await holderOf(stores[0]?.account("a").team ?? (await newTeam()), 7, T0)).toBe(winners[0]);
  });

  it("leave one holder or none after any order of steps", async () => {
    const team = await newTeam();
    let taskId = 0;
    const step = fc.record({
      person: fc.constantFrom(lin, ada, { id: "", name: "Lin" }),
      afterMs: fc.constantFrom(1, HOUR, 5 * HOUR),
      kind: fc.constantFrom<ClaimStep["kind"]>("claim", "claim", "release", "undo"),
      isInformed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        taskId += 1;
        let [nowMs, last, holder] = [T0, 0, null as string | null];
        let untilMs = 0;
        for (const { person, afterMs, kind, isInformed } of steps) {
          nowMs += afterMs;
          if (nowMs >= untilMs) holder = null;
          const one: ClaimStep =
            kind === "claim" ? take(isInformed ? last : null) : kind === "undo" ? { kind, version: last } : { kind };
          const number = await team.claim(taskId, one, { by: person, nowMs }).catch(() => null);
          const after = await holderOf(team, taskId, nowMs);
          const expected =
            number === null ? holder : kind === "claim" ? person.name : kind === "release" ? null : after;
          expect(after).toBe(expected);
          if (number !== null) {
            last = number;
            if (kind === "claim") untilMs = nowMs + 4 * HOUR;
          }
          holder = after;
          if (kind === "undo") untilMs = nowMs + 4 * HOUR;
          if (holder === null) untilMs = 0;
        }
      }),
      { numRuns: 25 },
    );
    expect(taskId).toBeGreaterThan(0);
  });

  it("are sent as changes since a place, and all of them when the place is of another database", async () => {
    const team = await newTeam();
    expect(await team.changesSince(null, T0)).toEqual({
      epoch: "",
      version: 0,
      isWhole: true,
      claims: [],
      notes: [],
      seen: [],
      views: [],
      fetched: [],
    });
    await team.claim(1, take(), { by: lin, nowMs: T0 });
    const first = await team.changesSince(null, T0);
    expect(first.claims.map(([id]) => id)).toEqual([1]);
    await team.claim(2, take(), { by: ada, nowMs: T0 });
    await team.claim(1, { kind: "release" }, { by: lin, nowMs: T0 });
    const next = await team.changesSince(first, T0);
    expect([next.isWhole, next.claims.map(([id, claim]) => [id, claim?.by.name ?? null])]).toEqual([
      false,
      [
        [2, "Ada"],
        [1, null],
      ],
    ]);
    expect(await team.changesSince(next, T0)).toMatchObject({ isWhole: false, claims: [], notes: [] });
    expect((await team.changesSince({ epoch: "other", version: 1 }, T0)).isWhole).toBe(true);
    // What has ended does not travel to a page that asks for everything.
    expect((await team.changesSince(null, T0 + 5 * HOUR)).claims).toEqual([]);
  });

  it("of another account are apart", async () => {
    const store = await engine.newStore();
    await store.account("a").team.claim(1, take(), { by: lin, nowMs: T0 });
    expect(await holderOf(store.account("b").team, 1, T0)).toBeNull();
  });
});

describeOnEngines("notes", (engine) => {
  const newTeam = async () => (await engine.newStore()).account("a").team;

  it("keep their former texts", async () => {
    const team = await newTeam();
    const text = "first <b>line</b>\n第二行 \u202e";
    await team.addNote(7, text, { by: lin, nowMs: T0 });
    const [note] = await team.notes(7);
    expect(note).toMatchObject({ by: lin, atMs: T0, editedMs: null, text, deleted: null, former: [] });
    const { id, version } = note ?? { id: "", version: 0 };
    await expect(team.editNote(id, { text: "x", version }, { by: ada, nowMs: T0 })).rejects.toMatchObject({
      reason: "notOwn",
    });
    const edited = await team.editNote(id, { text: "second", version }, { by: lin, nowMs: T0 + 5 });
    await expect(team.editNote(id, { text: "third", version }, { by: lin, nowMs: T0 + 6 })).rejects.toMatchObject({
      reason: "changedSince",
    });
    await team.editNote(id, { text: "third", version: edited }, { by: lin, nowMs: T0 + 9 });
    expect(await team.notes(7)).toMatchObject([
      {
        text: "third",
        editedMs: T0 + 9,
        former: [
          { atMs: T0, text },
          { atMs: T0 + 5, text: "second" },
        ],
      },
    ]);
  });

  it("leave a mark when they are deleted, and come back by an undo of the same person", async () => {
    const team = await newTeam();
    const version = await team.addNote(7, "secret", { by: lin, nowMs: T0 });
    const id = (await team.notes(7))[0]?.id ?? "";
    const remove = (mayDeleteAll: boolean) =>
      team.setNoteDeleted(id, { isDeleted: true, version, mayDeleteAll }, { by: ada, nowMs: T0 + 1 });
    await expect(remove(false)).rejects.toMatchObject({ reason: "notOwn" });
    const deleted = await remove(true);
    expect(await team.notes(7)).toMatchObject([{ text: null, by: lin, deleted: { by: ada, atMs: T0 + 1 } }]);
    expect((await team.changesSince(null, T0)).notes).toEqual([[7, 0]]);
    const restore = { isDeleted: false, version: deleted, mayDeleteAll: true };
    await expect(team.setNoteDeleted(id, restore, { by: lin, nowMs: T0 + 2 })).rejects.toMatchObject({
      reason: "notOwn",
    });
    await team.setNoteDeleted(id, restore, { by: ada, nowMs: T0 + 2 });
    expect((await team.notes(7)).map(({ text }) => text)).toEqual(["secret"]);
    expect((await team.changesSince(null, T0)).notes).toEqual([[7, 1]]);
  });

  it("are at most 200 a task", async () => {
    const team = await newTeam();
    for (let index = 0; index < 200; index += 1) await team.addNote(7, "n", { by: lin, nowMs: T0 });
    await expect(team.addNote(7, "n", { by: lin, nowMs: T0 })).rejects.toMatchObject({ reason: "full" });
    await team.addNote(8, "n", { by: lin, nowMs: T0 });
  });
});

describeOnEngines("acknowledgements", (engine) => {
  it("name who and when, follow failed frames, and are taken back", async () => {
    const { team } = (await engine.newStore()).account("a");
    await team.setSeen(7, { failed: 5, trouble: "failed" }, { by: lin, nowMs: T0 });
    const seen = { by: "Lin", atMs: T0, failed: 5, trouble: "failed" } as const;
    const first = await team.changesSince(null, T0);
    expect(first.seen).toEqual([[7, seen]]);
    await team.followSeen([[7, { ...seen, failed: 2 }]], T0 + 9);
    expect((await team.changesSince(first, T0)).seen).toEqual([[7, { ...seen, failed: 2 }]]);
    await team.setSeen(7, null, { by: ada, nowMs: T0 });
    expect((await team.changesSince(first, T0)).seen).toEqual([[7, null]]);
    expect((await team.changesSince(null, T0)).seen).toEqual([]);
  });
});

describe("a store that is closed", () => {
  it("refuses to promise a claim", async () => {
    const store = await openTestStore({ engine: "sqlite", path: ":memory:" });
    const { team } = store.account("a");
    await store.close();
    await expect(team.claim(1, take(), { by: lin, nowMs: T0 })).rejects.toThrow("closed");
  });
});
