import { expect, it } from "vitest";
import { describeOnEngines } from "../testing/test-stores";

const T0 = Date.UTC(2026, 10, 20, 9);
const lin = { by: { id: "lin", name: "Lin" }, nowMs: T0 };
const ada = { by: { id: "", name: "Ada" }, nowMs: T0 + 1 };

describeOnEngines("marks of fetched files", (engine) => {
  const open = async () => {
    const { team } = (await engine.newStore()).account("a");
    const marks = async () => {
      const { fetched } = await team.changesSince(null, T0);
      return Object.fromEntries(fetched.map(([id, mark]) => [id, mark?.by.name]));
    };
    return { team, marks };
  };

  it("name who has the files and since when, and are taken away by anybody", async () => {
    const { team, marks } = await open();
    await team.setFetched([1, 2, 2], true, lin);
    const own = { by: lin.by, atMs: T0 };
    expect(new Map((await team.changesSince(null, T0)).fetched)).toEqual(new Map([1, 2].map((id) => [id, own])));
    await team.setFetched([2, 3], true, ada);
    expect(await marks()).toEqual({ 1: "Lin", 2: "Ada", 3: "Ada" });
    await team.setFetched([1], false, ada);
    expect(await marks()).toEqual({ 2: "Ada", 3: "Ada" });
  });

  it("travel as changes since a place, also those that were taken away", async () => {
    const { team } = await open();
    await team.setFetched([1], true, lin);
    const first = await team.changesSince(null, T0);
    await team.setFetched([1], false, lin);
    const next = await team.changesSince(first, T0);
    expect([next.isWhole, next.fetched]).toEqual([false, [[1, null]]]);
  });

  it("are as before after an undo of the same person, but for tasks that were changed since", async () => {
    const { team, marks } = await open();
    await team.setFetched([1], true, ada);
    const version = await team.setFetched([1, 2, 3], true, lin);
    await team.setFetched([3], true, ada);
    await expect(team.undoFetched(version, ada)).rejects.toMatchObject({ reason: "changedSince" });
    await team.undoFetched(version, lin);
    expect(await marks()).toEqual({ 1: "Ada", 3: "Ada" });
    await expect(team.undoFetched(version, lin)).rejects.toMatchObject({ reason: "changedSince" });
  });

  it("of another account are apart", async () => {
    const store = await engine.newStore();
    await store.account("a").team.setFetched([1], true, lin);
    expect((await store.account("b").team.changesSince(null, T0)).fetched).toEqual([]);
  });
});
