import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { AccountStore } from "../account-store";
import { EngineSession } from "../engine/engine-session";
import { openPostgres } from "../engine/postgres";
import { openSqlite } from "../engine/sqlite";
import { migrate } from "../migrate";
import { migrations } from "../migrations";
import { makeAction } from "../testing/make-action";
import { describeOnEngines, type TestEngine } from "../testing/test-stores";
import { retainActions } from "./retain-actions";

async function open(engine: TestEngine, known = migrations) {
  const place = await engine.newPlace();
  const session = new EngineSession(async () => {
    const opened = place.engine === "sqlite" ? await openSqlite(place.path) : openPostgres(place.url);
    await migrate(opened, known);
    return opened;
  });
  onTestFinished(() => session.close());
  const account = (id: string) => new AccountStore(id, session, (error) => expect(error).toBeUndefined());
  return { session, account };
}

describeOnEngines("an action", (engine) => {
  it("is given up with its targets when it is older than the configured age, in every account", async () => {
    const { session, account } = await open(engine);
    for (let index = 0; index < 220; index += 1)
      await account("a").recordAction(makeAction({ atMs: Math.floor(index / 2), tasks: ["7"] }));
    await account("b").recordAction(makeAction({ atMs: 1 }));
    expect(await retainActions(session, 0)).toBe(0);
    await retainActions(session, 108);
    expect((await account("a").actions()).map(({ atMs }) => atMs)).toEqual([109, 109, 108, 108]);
    expect(await account("a").actions({ task: "7" })).toHaveLength(4);
    expect(await account("b").actions()).toEqual([]);
    const { rows } = await session.use(({ reader }) =>
      sql`select at_ms from action_target where at_ms < 108`.execute(reader),
    );
    expect(rows).toEqual([]);
  });

  it("is never changed: the database refuses it", async () => {
    const { session, account } = await open(engine);
    await account("a").recordAction(makeAction());
    const change = session.use((opened) =>
      opened.write("always", (db) => db.updateTable("action").set({ person: "other" }).execute()),
    );
    await expect(change).rejects.toThrow("an action is never changed");
    expect(await account("a").actions()).toMatchObject([{ person: { id: "sub-mei" } }]);
  });

  it("of an older program keeps what it has, without a person, and is found by its tasks", async () => {
    const { session, account } = await open(engine, migrations.slice(0, 4));
    const old = { account: 1, person: "", operation: "stopTask", targets: '["1","2"]', outcome: "accepted", code: 200 };
    await session.use((opened) =>
      opened.write("always", async (db) => {
        await sql`insert into account (key, id, revision, event_seq, term, last_poll) values (1, 'a', 0, 0, 0, '')`.execute(
          db,
        );
        const details = [
          '{"taskParam":[1,2]}',
          '{"taskId":"3","ids":[4]}',
          '{"taskIds":{"first":[5,6],"count":900}}',
          "no JSON",
          null,
        ];
        for (const [index, text] of details.entries())
          await sql`insert into action (account, id, at_ms, person, operation, targets, outcome, code, details)
            values (${old.account}, ${`x${index}`}, ${index}, '', ${old.operation}, ${old.targets}, ${old.outcome}, ${old.code}, ${text})`.execute(
            db,
          );
      }),
    );
    await session.use((opened) => migrate(opened));
    const found = async (task: string) => (await account("a").actions({ task })).map(({ id }) => id);
    expect(await Promise.all(["1", "2", "3", "4", "5", "6"].map(found))).toEqual([
      ["x0"],
      ["x0"],
      ["x1"],
      [],
      ["x2"],
      ["x2"],
    ]);
    expect(await account("a").actions({ toMs: 1 })).toMatchObject([
      { person: { id: "", name: "", role: null, source: null }, price: null, isUndo: false, outcome: "accepted" },
    ]);
  });
});
