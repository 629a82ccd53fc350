/** Stores for tests, on both engines. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, inject, onTestFinished } from "vitest";
import { openStore, type Store } from "../open-store";
import type { StoreConfig } from "../store-config";

export type TestEngine = {
  readonly name: StoreConfig["engine"];
  /** The place of a new, empty database; it lasts until the test ends. */
  readonly newPlace: () => Promise<StoreConfig>;
  /** A store in a new database. A fault of the store fails the test. */
  readonly newStore: () => Promise<Store>;
};

/** A folder that is deleted after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "renderdeck-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a store and closes it after the test. */
export async function openTestStore(config: StoreConfig): Promise<Store> {
  const faults: unknown[] = [];
  const store = await openStore(config, { report: (error) => faults.push(error) });
  onTestFinished(async () => {
    await store.close();
    if (faults.length > 0) throw faults[0];
  });
  return store;
}

async function administer(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const databaseUrl = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;

const engineOf = (name: StoreConfig["engine"], newPlace: () => Promise<StoreConfig>): TestEngine => ({
  name,
  newPlace,
  newStore: async () => openTestStore(await newPlace()),
});

/** A PostgreSQL database for the tests of a `describe`; emptied for each of them. */
export function postgresPlaces(url: string): () => Promise<StoreConfig> {
  const name = `renderdeck_test_${randomUUID().replaceAll("-", "")}`;
  const own = databaseUrl(url, name);
  beforeAll(() => administer(url, `create database ${name}`));
  afterAll(() => administer(url, `drop database ${name} with (force)`));
  return async () => {
    await administer(own, "drop schema public cascade", "create schema public");
    return { engine: "postgres", url: own };
  };
}

/** The tests of `define`, once on SQLite and once on PostgreSQL. */
export function describeOnEngines(title: string, define: (engine: TestEngine) => void): void {
  describe(`${title} on SQLite`, () => {
    define(engineOf("sqlite", async () => ({ engine: "sqlite", path: join(temporaryFolder(), "renderdeck.db") })));
  });
  const url = inject("postgresUrl");
  // Without a PostgreSQL its tests are listed as skipped.
  describe.skipIf(url === null)(`${title} on PostgreSQL`, () => {
    define(engineOf("postgres", postgresPlaces(url ?? "postgres://none")));
  });
}
