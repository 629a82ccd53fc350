import { expect, it } from "vitest";
import { makeEnvironment, seenEnvironments } from "../testing/make-environment";
import { T0 } from "../testing/make-poll";
import { describeOnEngines } from "../testing/test-stores";

const MAYA = 2000;
const arnold = { pluginId: 7, pluginName: "arnold", pluginVersion: "5.2" };
const xgen = { pluginId: 9, pluginName: "xgen", pluginVersion: "1" };

describeOnEngines("versions of environments", (engine) => {
  const open = async () => (await engine.newStore()).account("a");

  it("are kept when something differs, newest first, and of a deletion too", async () => {
    const account = await open();
    const states = [
      [makeEnvironment("e", { plugins: [arnold, xgen] })],
      [makeEnvironment("e", { plugins: [xgen, arnold] })],
      [makeEnvironment("e", { plugins: [xgen] })],
      [],
      [],
      [makeEnvironment("e")],
    ];
    for (const [index, list] of states.entries()) await account.recordEnvironments(seenEnvironments(T0 + index, list));
    expect(await account.environmentVersions(MAYA, "e", 9)).toEqual([
      { version: 4, atMs: T0 + 5, operation: null, environment: makeEnvironment("e") },
      { version: 3, atMs: T0 + 3, operation: null, environment: null },
      { version: 2, atMs: T0 + 2, operation: null, environment: makeEnvironment("e", { plugins: [xgen] }) },
      { version: 1, atMs: T0, operation: null, environment: makeEnvironment("e", { plugins: [arnold, xgen] }) },
    ]);
  });

  it("are read page by page", async () => {
    const account = await open();
    for (let index = 0; index < 5; index += 1)
      await account.recordEnvironments(seenEnvironments(T0, [makeEnvironment("e", { cgVersion: `${index}` })]));
    const numbers = async (limit: number, before?: number) =>
      (await account.environmentVersions(MAYA, "e", limit, before)).map(({ version }) => version);
    expect(await numbers(2)).toEqual([5, 4]);
    expect(await numbers(2, 4)).toEqual([3, 2]);
    expect(await numbers(2, 1)).toEqual([]);
  });

  it("take nothing as deleted from a list with rows that were not readable", async () => {
    const account = await open();
    await account.recordEnvironments(seenEnvironments(T0, [makeEnvironment("e"), makeEnvironment("f")]));
    await account.recordEnvironments(seenEnvironments(T0 + 1, [makeEnvironment("f")], { isComplete: false }));
    expect(await account.deletedEnvironments(MAYA, 9)).toEqual([]);
  });

  it("stay apart by software and by name, however long the name is", async () => {
    const account = await open();
    const long = "名".repeat(300);
    const names = ["e", `${long}a`, `${long}b`, "%", "\u0000"];
    await account.recordEnvironments(
      seenEnvironments(
        T0,
        names.map((name) => makeEnvironment(name)),
      ),
    );
    await account.recordEnvironments(seenEnvironments(T0 + 1, [], { cgId: 2001 }));
    await account.recordEnvironments(seenEnvironments(T0 + 2, [makeEnvironment("e")], { cgId: 200 }));
    for (const name of names) {
      expect((await account.environmentVersions(MAYA, name, 9)).map(({ environment }) => environment?.name)).toEqual([
        name,
      ]);
    }
    expect(await account.environmentVersions(200, "e", 9)).toHaveLength(1);
  });

  it("tell which environments were deleted, with their last content", async () => {
    const account = await open();
    await account.recordEnvironments(
      seenEnvironments(
        T0,
        ["a", "b", "c"].map((name) => makeEnvironment(name)),
      ),
    );
    await account.recordEnvironments(seenEnvironments(T0 + 1, [makeEnvironment("b"), makeEnvironment("c")]));
    await account.recordEnvironments(
      seenEnvironments(T0 + 2, [makeEnvironment("a")], { writes: [{ operation: "deleteRenderEnv", name: "c" }] }),
    );
    expect(await account.deletedEnvironments(MAYA, 9)).toEqual(
      expect.arrayContaining(
        ["b", "c"].map((name) => ({
          name,
          atMs: T0 + 2,
          last: { version: 1, atMs: T0, operation: null, environment: makeEnvironment(name) },
        })),
      ),
    );
    const operations = async (name: string) =>
      (await account.environmentVersions(MAYA, name, 1)).map(({ operation }) => operation);
    expect([await operations("b"), await operations("c")]).toEqual([[null], ["deleteRenderEnv"]]);
    expect(await account.deletedEnvironments(MAYA, 1)).toHaveLength(1);
  });
});
