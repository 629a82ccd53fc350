import { expect, it } from "vitest";
import { openMemorySession } from "../testing/memory-session";
import { describeOnEngines, openTestStore } from "../testing/test-stores";
import { type TokenRow, TokenStore } from "./token-store";

const DAY_MS = 86_400_000;
const makeRow = (id: string, members: Partial<TokenRow> = {}): TokenRow => ({
  id,
  hash: `hash of ${id}`,
  name: `name of ${id}`,
  role: "operator",
  creator_id: "ann",
  creator_name: "Ann",
  creator_role: "manager",
  created_ms: Date.now(),
  expires_ms: null,
  ...members,
});

describeOnEngines("API tokens", (tested) => {
  it("are found by their hash alone, and kept after a restart", async () => {
    const place = await tested.newPlace();
    const store = await openTestStore(place);
    const { hash, ...row } = makeRow("a", { expires_ms: 5000 });
    await store.tokens.create({ ...row, hash });
    await store.close();
    const again = await openTestStore(place);
    expect(await again.tokens.find(hash)).toEqual({ ...row, revoked_ms: null, used_day: null });
    expect(await again.tokens.find("a")).toBeNull();
  });

  it("are listed newest first, of one person or of everyone", async () => {
    const { tokens } = await tested.newStore();
    await tokens.create(makeRow("a", { created_ms: Date.now() - 2 }));
    await tokens.create(makeRow("b", { creator_id: "bo", created_ms: Date.now() - 1 }));
    await tokens.create(makeRow("c"));
    const ids = async (person?: string) => (await tokens.list(person)).map(({ id }) => id);
    expect(await ids()).toEqual(["c", "b", "a"]);
    expect(await ids("ann")).toEqual(["c", "a"]);
    expect(await ids("")).toEqual([]);
  });

  it("are revoked once, by their person or for everyone; a find right afterwards tells it", async () => {
    const { tokens } = await tested.newStore();
    await tokens.create(makeRow("a"));
    expect(await tokens.find("hash of a")).toMatchObject({ revoked_ms: null });
    expect(await tokens.revoke("a", 5, "bo")).toBeNull();
    expect(await tokens.find("hash of a")).toMatchObject({ revoked_ms: null });
    const finding = tokens.find("hash of a");
    expect(await tokens.revoke("a", 6, "ann")).toMatchObject({ id: "a", revoked_ms: 6 });
    await finding;
    expect(await tokens.find("hash of a")).toMatchObject({ revoked_ms: 6 });
    expect(await tokens.revoke("a", 7)).toMatchObject({ revoked_ms: 6 });
    expect(await tokens.revoke("z", 7)).toBeNull();
  });

  it("carry the last day of their use, which never goes back", async () => {
    const { tokens } = await tested.newStore();
    await tokens.create(makeRow("a"));
    await tokens.find("hash of a");
    for (const day of [100, 101, 99]) await tokens.noteUse("hash of a", day);
    expect(await tokens.list()).toMatchObject([{ used_day: 101 }]);
  });

  it("follow the role of the person who made them", async () => {
    const { tokens } = await tested.newStore();
    await tokens.create(makeRow("a"));
    await tokens.create(makeRow("b", { creator_id: "bo" }));
    await tokens.noteRole("ann", "viewer");
    expect(await tokens.find("hash of a")).toMatchObject({ role: "operator", creator_role: "viewer" });
    expect(await tokens.find("hash of b")).toMatchObject({ creator_role: "manager" });
    await tokens.noteRole("ann", "manager");
    expect(await tokens.find("hash of a")).toMatchObject({ creator_role: "manager" });
  });

  it("leave the list 90 days after their end, when the next one is made", async () => {
    const { tokens } = await tested.newStore();
    const longAgo = Date.now() - 91 * DAY_MS;
    await tokens.create(makeRow("revoked"));
    await tokens.create(makeRow("ended lately", { expires_ms: Date.now() - DAY_MS }));
    await tokens.create(makeRow("expired", { expires_ms: longAgo }));
    await tokens.revoke("revoked", longAgo);
    expect((await tokens.list()).map(({ id }) => id).toSorted()).toEqual(["ended lately", "expired", "revoked"]);
    await tokens.create(makeRow("next"));
    expect((await tokens.list()).map(({ id }) => id).toSorted()).toEqual(["ended lately", "next"]);
  });
});

it("that another instance revoked end here after 5 s", async () => {
  const session = openMemorySession();
  let nowMs = 1_000_000;
  const [here, elsewhere] = [new TokenStore(session, () => nowMs), new TokenStore(session, () => nowMs)];
  await elsewhere.create(makeRow("a"));
  expect(await here.find("hash of a")).toMatchObject({ revoked_ms: null });
  await elsewhere.revoke("a", nowMs);
  nowMs += 4999;
  expect(await here.find("hash of a")).toMatchObject({ revoked_ms: null });
  nowMs += 1;
  expect(await here.find("hash of a")).toMatchObject({ revoked_ms: 1_000_000 });
});
