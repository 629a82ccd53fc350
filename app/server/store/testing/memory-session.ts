/** A new database in memory with the newest schema, which a test can take away. */
import { onTestFinished } from "vitest";
import type { Engine } from "../engine/engine";
import { EngineSession } from "../engine/engine-session";
import { openSqlite } from "../engine/sqlite";
import { migrate } from "../migrate";
import { IN_MEMORY } from "../store-config";

export class GatedSession extends EngineSession {
  /** Whether everything that needs the database rejects, as with a PostgreSQL that does not answer. */
  isAway = false;

  override use<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    if (!this.isAway) return super.use(work);
    return Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  }
}

/** Opens the database; it is closed after the test. */
export function openMemorySession(): GatedSession {
  const session = new GatedSession(async () => {
    const engine = await openSqlite(IN_MEMORY, { isDamaged: false });
    await migrate(engine);
    return engine;
  });
  onTestFinished(() => session.close());
  return session;
}
