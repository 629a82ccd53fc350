import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { IN_MEMORY } from "../store-config";
import { makePoll, nodeOf } from "../testing/make-poll";
import { openTestStore, temporaryFolder } from "../testing/test-stores";
import { openLibsql } from "./libsql";
import { openSqlite } from "./sqlite";

const sqlite = (path: string) => ({ engine: "sqlite", path }) as const;
const opener = fileURLToPath(new URL("../testing/open-and-wait.ts", import.meta.url));

/** A process that has the file open until it is killed. */
async function otherProcess(path: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["--import", "tsx", opener, path], { stdio: ["ignore", "pipe", "inherit"] });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  };
  onTestFinished(kill);
  await once(child.stdout, "data");
  return kill;
}

describe("a SQLite file", () => {
  it("is made with its folder", async () => {
    const path = join(temporaryFolder(), "new", "folder", "renderdeck.db");
    const store = await openTestStore(sqlite(path));
    expect(await store.health()).toMatchObject({
      engine: "sqlite",
      place: path,
      setAside: null,
      notRecordedSinceMs: null,
    });
    expect(existsSync(path)).toBe(true);
  });

  it("is refused while this process has it open, under another name too", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "renderdeck.db");
    const store = await openTestStore(sqlite(path));
    symlinkSync(path, join(folder, "other.db"));
    for (const name of [path, join(folder, "other.db"), join(folder, ".", "renderdeck.db")]) {
      await expect(openTestStore(sqlite(name))).rejects.toMatchObject({ failure: "locked" });
    }
    await store.close();
    await openTestStore(sqlite(path));
  });

  it("is refused while another process has it open, and free as soon as that is killed", async () => {
    const path = join(temporaryFolder(), "renderdeck.db");
    const kill = await otherProcess(path);
    await expect(openTestStore(sqlite(path))).rejects.toThrow(
      `Another Renderdeck uses ${path}. Stop it, or name another file with RENDERDECK_DATA.`,
    );
    await kill();
    await openTestStore(sqlite(path));
  });

  it("can be copied by another program while it is open", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "renderdeck.db");
    const store = await openTestStore(sqlite(path));
    await store
      .account("a")
      .newWriter()
      .write(makePoll({ atMs: 1, changed: [nodeOf({ id: 1 })] }));
    const other = await openLibsql(path);
    other.exec(`VACUUM INTO '${join(folder, "backup.db")}'`);
    other.close();
    const copy = await openTestStore(sqlite(join(folder, "backup.db")));
    expect((await copy.account("a").tasks()).tasks).toHaveLength(1);
  });

  it.each([
    ["no database", () => "this is no database, only text ".repeat(400)],
    ["a database with damaged pages", (intact: string) => damagePages(intact, 1)],
    ["a database with a page damaged that no start reads", (intact: string) => damagePages(intact, 60)],
  ])("is set aside when it is %s, and a new one is made", async (_kind, damage) => {
    const folder = temporaryFolder();
    const path = join(folder, "renderdeck.db");
    const before = await openTestStore(sqlite(path));
    const changed = Array.from({ length: 300 }, (_, index) =>
      nodeOf({ id: index + 1, keyValueText: "x".repeat(1000) }),
    );
    await before
      .account("a")
      .newWriter()
      .write(makePoll({ atMs: 1, changed }));
    await before.close();
    const damaged = damage(readFileSync(path, "latin1"));
    writeFileSync(path, damaged, "latin1");
    const store = await openTestStore(sqlite(path));
    const { setAside } = await store.health();
    expect(setAside).toMatch(/renderdeck\.db\.damaged-\d{4}-\d\d-\d\dT/);
    expect(readFileSync(setAside ?? "", "latin1")).toBe(damaged);
    expect(await store.account("a").tasks()).toEqual({ revision: 0, tasks: [] });
    expect(
      (
        await store
          .account("a")
          .newWriter()
          .write(makePoll({ atMs: 2 }))
      ).state,
    ).toBe("written");
  });

  it("is set aside when its user found it damaged", async () => {
    const path = join(temporaryFolder(), "renderdeck.db");
    await (await openSqlite(path)).close();
    const engine = await openSqlite(path, { isDamaged: true, nowMs: Date.UTC(2026, 10, 2, 8) });
    expect(engine.setAside).toBe(`${path}.damaged-2026-11-02T08-00-00-000Z`);
    await engine.close();
  });

  it("of another program is refused and left as it is", async () => {
    const path = join(temporaryFolder(), "other.db");
    const other = await openLibsql(path);
    other.exec("CREATE TABLE accounts (id)");
    other.close();
    const before = readFileSync(path);
    await expect(openTestStore(sqlite(path))).rejects.toMatchObject({
      failure: "foreign",
      message: `${path} belongs to another program. Name another file with RENDERDECK_DATA.`,
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("that cannot be made is refused with what to do", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    mkdirSync(join(folder, "folder"));
    for (const path of [join(folder, "file", "renderdeck.db"), join(folder, "folder")]) {
      await expect(openTestStore(sqlite(path))).rejects.toMatchObject({
        failure: "unreachable",
        message: expect.stringMatching(
          /cannot be opened \(.*Make its folder writable, or name another file with RENDERDECK_DATA\.$/,
        ),
      });
    }
  });

  it("is opened although its lock file is damaged", async () => {
    const path = join(temporaryFolder(), "renderdeck.db");
    writeFileSync(`${path}-lock`, "no lock ".repeat(1000));
    await openTestStore(sqlite(path));
    await expect(openTestStore(sqlite(path))).rejects.toMatchObject({ failure: "locked" });
  });

  it("in memory is empty each time and needs no file", async () => {
    const folder = process.cwd();
    const files = readdirSync(folder);
    const first = await openTestStore(sqlite(IN_MEMORY));
    await first
      .account("a")
      .newWriter()
      .write(makePoll({ atMs: 1, changed: [nodeOf({ id: 1 })] }));
    expect((await first.account("a").tasks()).tasks).toHaveLength(1);
    const second = await openTestStore(sqlite(IN_MEMORY));
    expect((await second.account("a").tasks()).tasks).toEqual([]);
    expect(readdirSync(folder)).toEqual(files);
  });
});

/** The file with every page from this one overwritten. */
function damagePages(intact: string, first: number): string {
  const start = first * 4096;
  expect(intact.length).toBeGreaterThan(start);
  return intact.slice(0, start) + "x".repeat(intact.length - start);
}
