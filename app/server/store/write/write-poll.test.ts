import { expect, it, onTestFinished } from "vitest";
import { openPostgres } from "../engine/postgres";
import { openSqlite } from "../engine/sqlite";
import { migrate } from "../migrate";
import { makePoll, nodeOf } from "../testing/make-poll";
import { describeOnEngines } from "../testing/test-stores";
import { claimTerm } from "./account";
import { writePoll } from "./write-poll";

const T0 = Date.UTC(2026, 10, 2, 8);

describeOnEngines("a poll whose commit was not confirmed", (tested) => {
  it("is found written and changes nothing", async () => {
    const place = await tested.newPlace();
    const engine = place.engine === "sqlite" ? await openSqlite(place.path) : openPostgres(place.url);
    onTestFinished(() => engine.close());
    await migrate(engine);
    const key = await engine.write("always", (db) => claimTerm(db, "a", 7));
    const target = { accountId: "a", key, term: 7 };
    const poll = makePoll({ atMs: T0, revision: 5, changed: [nodeOf({ id: 1, totalFrames: 9, doneFrames: 4 })] });
    expect(await writePoll(engine, target, "p1", poll)).toEqual({ revision: 5, events: [] });
    const rows = () => engine.reader.selectFrom("account").selectAll().execute();
    const before = await rows();
    expect(await writePoll(engine, target, "p1", poll)).toEqual({ revision: 5, events: [] });
    expect(await rows()).toEqual(before);
    expect((await writePoll(engine, target, "p2", poll)).revision).toBe(6);
  });
});
