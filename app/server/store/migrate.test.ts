import { sql } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import type { Engine } from "./engine/engine";
import { openPostgres } from "./engine/postgres";
import { openSqlite } from "./engine/sqlite";
import { migrate } from "./migrate";
import { type Migration, migrations } from "./migrations";
import type { StoreConfig } from "./store-config";
import { makePoll } from "./testing/make-poll";
import { describeOnEngines, openTestStore } from "./testing/test-stores";

async function openEngine(place: StoreConfig): Promise<Engine> {
  const engine = place.engine === "sqlite" ? await openSqlite(place.path) : openPostgres(place.url);
  onTestFinished(() => engine.close());
  return engine;
}

const next: Migration = { version: (migrations.at(-1)?.version ?? 0) + 1, name: "next", up: async () => undefined };

describeOnEngines("migrations", (tested) => {
  it("are numbered from 1 without a gap", () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it("run once each, in order, and are recorded", async () => {
    const engine = await openEngine(await tested.newPlace());
    const runs: number[] = [];
    const list = [1, 2, 3].map((version) => ({
      version,
      name: `step ${version}`,
      up: async () => {
        runs.push(version);
      },
    }));
    await migrate(engine, list.slice(0, 2));
    await migrate(engine, list);
    await migrate(engine, list);
    expect(runs).toEqual([1, 2, 3]);
    const rows = await engine.reader.selectFrom("migration").select(["version", "name"]).orderBy("version").execute();
    expect(rows).toEqual(list.map(({ version, name }) => ({ version, name })));
  });

  it("change nothing when one of them fails", async () => {
    const engine = await openEngine(await tested.newPlace());
    const failing: Migration = {
      version: next.version,
      name: "fails",
      up: async (db) => {
        await sql`create table half (id integer)`.execute(db);
        throw new Error("in the middle");
      },
    };
    await expect(migrate(engine, [...migrations, failing])).rejects.toThrow("in the middle");
    await migrate(engine, migrations);
    await expect(sql`select 1 from half`.execute(engine.reader)).rejects.toThrow(/half/);
    expect(await engine.reader.selectFrom("account").selectAll().execute()).toEqual([]);
  });

  it("keep what the older program wrote", async () => {
    const place = await tested.newPlace();
    const store = await openTestStore(place);
    await store
      .account("a")
      .newWriter()
      .write(makePoll({ atMs: 5, revision: 9 }));
    await store.close();
    const engine = await openEngine(place);
    await migrate(engine, [
      ...migrations,
      { ...next, up: (db) => db.schema.alterTable("account").addColumn("label", "text").execute() },
    ]);
    const rows = await sql`select id, revision, label from account`.execute(engine.reader);
    expect(rows.rows).toEqual([{ id: "a", revision: 9, label: null }]);
  });

  it("are refused by an older program, which says what to do", async () => {
    const place = await tested.newPlace();
    const engine = await openEngine(place);
    await migrate(engine, [...migrations, next]);
    await engine.close();
    await expect(openTestStore(place)).rejects.toMatchObject({
      failure: "newer",
      message: expect.stringMatching(
        /written by a newer Renderdeck \(schema \d+, this one knows \d+\).*restore a backup/,
      ),
    });
  });
});
