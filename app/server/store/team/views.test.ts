import { expect, it } from "vitest";
import { describeOnEngines } from "../testing/test-stores";
import type { TeamStore } from "./team-store";

const T0 = Date.UTC(2026, 10, 20, 9);
const lin = { by: { id: "lin", name: "Lin" }, nowMs: T0 };
const ada = { by: { id: "ada", name: "Ada" }, nowMs: T0 + 1 };
const own = (name: string, version: number | null = null) => ({ name, version, mayChangeAll: false });
const any = (name: string, version: number | null) => ({ name, version, mayChangeAll: true });
const failed = { search: { status: "failed" }, columns: null };
const stuck = { search: { status: "stuck" }, columns: { order: ["id"] } };
const viewsOf = async (team: TeamStore) => (await team.changesSince(null, T0)).views;

describeOnEngines("shared views", (engine) => {
  const newTeam = async () => (await engine.newStore()).account("a").team;

  it("are everybody's, changed by their author and by managers, and keep their author", async () => {
    const team = await newTeam();
    const first = await team.shareView(own("Night"), failed, lin);
    expect(await viewsOf(team)).toEqual([
      { name: "Night", by: lin.by, atMs: T0, version: first, isPinned: false, ...failed },
    ]);
    await expect(team.shareView(own("Night"), stuck, ada)).rejects.toMatchObject({ reason: "taken" });
    await expect(team.shareView(own("Night", first), stuck, ada)).rejects.toMatchObject({ reason: "notOwn" });
    const second = await team.shareView(any("Night", first), stuck, ada);
    await expect(team.shareView(own("Night", first), failed, lin)).rejects.toMatchObject({ reason: "changedSince" });
    expect(await viewsOf(team)).toMatchObject([{ by: lin.by, version: second, atMs: ada.nowMs, ...stuck }]);
  });

  it("are pinned ones first, then by name", async () => {
    const team = await newTeam();
    for (const name of ["c", "a", "b"]) await team.shareView(own(name), failed, lin);
    const version = (await viewsOf(team))?.find(({ name }) => name === "c")?.version ?? 0;
    await team.pinView(any("c", version), true, ada);
    expect((await viewsOf(team))?.map(({ name, isPinned }) => [name, isPinned])).toEqual([
      ["c", true],
      ["a", false],
      ["b", false],
    ]);
    await expect(team.pinView(any("c", version), false, ada)).rejects.toMatchObject({ reason: "changedSince" });
    await expect(team.pinView(any("gone", null), true, ada)).rejects.toMatchObject({ reason: "missing" });
  });

  it("are removed by their author or a manager, and their name is free then", async () => {
    const team = await newTeam();
    const first = await team.shareView(own("Night"), failed, lin);
    await expect(team.deleteView(own("Night", first), ada)).rejects.toMatchObject({ reason: "notOwn" });
    await team.deleteView(own("Night", first), lin);
    expect(await viewsOf(team)).toEqual([]);
    const second = await team.shareView(own("Night"), stuck, ada);
    await team.deleteView(any("Night", second), lin);
    expect(await viewsOf(team)).toEqual([]);
  });

  it("are bounded: in number, and in what one contains", async () => {
    const team = await newTeam();
    const long = { search: { q: "x".repeat(8000) }, columns: null };
    await expect(team.shareView(own("long"), long, lin)).rejects.toMatchObject({ reason: "full" });
    for (let index = 0; index < 100; index += 1) await team.shareView(own(`v${index}`), failed, lin);
    await expect(team.shareView(own("one more"), failed, lin)).rejects.toMatchObject({ reason: "full" });
  });
});
