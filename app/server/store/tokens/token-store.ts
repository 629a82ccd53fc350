/**
 * API tokens in the database. Methods reject while the database is away (`failureOf` in store-error.ts says why). A token that
 * was read counts as read for 5 s, so that requests cost no query each: a revocation holds at once on the instance that
 * carries it out, and on the others after these 5 s.
 */
import type { Role } from "../../../protocol/endpoints";
import type { EngineSession } from "../engine/engine-session";
import { columnText, keyText } from "../engine/sql-values";
import type { ApiTokenTable } from "../schema";

export type StoredToken = Omit<ApiTokenTable, "hash">;

/** What is known of a token when it is made. */
export type TokenRow = Omit<ApiTokenTable, "revoked_ms" | "used_day">;

const READ_LASTS_MS = 5000;
const MAX_READ = 1000;
/** People whose role is known to be written. */
const MAX_NOTED = 10_000;
/** Ended tokens stay in the list for this time. */
const ENDED_LASTS_MS = 90 * 86_400_000;
const MAX_LISTED = 1000;

const columns = [
  "id",
  "name",
  "role",
  "creator_id",
  "creator_name",
  "creator_role",
  "created_ms",
  "expires_ms",
  "revoked_ms",
  "used_day",
] as const;

export class TokenStore {
  readonly #session: EngineSession;
  readonly #now: () => number;
  readonly #read = new Map<string, { readonly token: StoredToken; readonly readMs: number }>();
  readonly #noted = new Map<string, Role>();
  /** Counts the changes, after which a read that began before them is not kept. */
  #changes = 0;

  constructor(session: EngineSession, now: () => number = Date.now) {
    this.#session = session;
    this.#now = now;
  }

  /** The token with this hash, revoked and ended ones too. */
  async find(hash: string): Promise<StoredToken | null> {
    const current = this.#read.get(hash);
    if (current && this.#now() - current.readMs < READ_LASTS_MS) return current.token;
    const readMs = this.#now();
    const changes = this.#changes;
    const token = await this.#session.use((engine) =>
      engine.reader.selectFrom("api_token").select(columns).where("hash", "=", hash).executeTakeFirst(),
    );
    this.#read.delete(hash);
    if (!token) return null;
    if (changes === this.#changes) this.#read.set(hash, { token, readMs });
    for (const oldest of this.#read.keys()) {
      if (this.#read.size <= MAX_READ) break;
      this.#read.delete(oldest);
    }
    return token;
  }

  /** The tokens of a person, without `creatorId` of everyone; newest first. */
  list(creatorId?: string): Promise<StoredToken[]> {
    return this.#session.use((engine) => {
      const all = engine.reader.selectFrom("api_token").select(columns);
      const chosen = creatorId === undefined ? all : all.where("creator_id", "=", keyText(creatorId));
      return chosen.orderBy("created_ms", "desc").orderBy("id").limit(MAX_LISTED).execute();
    });
  }

  /** Writes a new token, and removes those that ended long ago. */
  async create(token: TokenRow): Promise<void> {
    const before = this.#now() - ENDED_LASTS_MS;
    await this.#session.use((engine) =>
      engine.write("always", async (db) => {
        await db
          .deleteFrom("api_token")
          .where((on) => on.or([on("expires_ms", "<", before), on("revoked_ms", "<", before)]))
          .execute();
        await db
          .insertInto("api_token")
          .values({
            ...token,
            name: columnText(token.name),
            creator_id: keyText(token.creator_id),
            creator_name: columnText(token.creator_name),
            revoked_ms: null,
            used_day: null,
          })
          .execute();
      }),
    );
  }

  /** Ends a token; `creatorId`: only if it is a token of this person. The token as it is now, or null if there is none. */
  async revoke(id: string, atMs: number, creatorId?: string): Promise<StoredToken | null> {
    const token = await this.#session.use((engine) =>
      engine.write("always", async (db) => {
        await db
          .updateTable("api_token")
          .set({ revoked_ms: atMs })
          .where("id", "=", keyText(id))
          .where("revoked_ms", "is", null)
          .$if(creatorId !== undefined, (query) => query.where("creator_id", "=", keyText(creatorId ?? "")))
          .execute();
        return db
          .selectFrom("api_token")
          .select(columns)
          .where("id", "=", keyText(id))
          .$if(creatorId !== undefined, (query) => query.where("creator_id", "=", keyText(creatorId ?? "")))
          .executeTakeFirst();
      }),
    );
    this.#forget();
    return token ?? null;
  }

  #forget(): void {
    this.#changes += 1;
    this.#read.clear();
  }

  /** Writes the day of the last request; only a new day costs a transaction. */
  async noteUse(hash: string, day: number): Promise<void> {
    const current = this.#read.get(hash);
    if (current && (current.token.used_day ?? -1) >= day) return;
    if (current) this.#read.set(hash, { ...current, token: { ...current.token, used_day: day } });
    await this.#session.use((engine) =>
      engine.write("process", (db) =>
        db
          .updateTable("api_token")
          .set({ used_day: day })
          .where("hash", "=", hash)
          .where((on) => on.or([on("used_day", "is", null), on("used_day", "<", day)]))
          .execute(),
      ),
    );
  }

  /** Writes the role that a person has now: the tokens of the person may do no more from now on. Only a change costs a transaction. */
  async noteRole(creatorId: string, role: Role): Promise<void> {
    if (this.#noted.get(creatorId) === role) return;
    this.#noted.set(creatorId, role);
    for (const oldest of this.#noted.keys()) {
      if (this.#noted.size <= MAX_NOTED) break;
      this.#noted.delete(oldest);
    }
    try {
      await this.#session.use((engine) =>
        engine.write("always", (db) =>
          db
            .updateTable("api_token")
            .set({ creator_role: role })
            .where("creator_id", "=", keyText(creatorId))
            .where("creator_role", "!=", role)
            .execute(),
        ),
      );
      this.#forget();
    } catch (error) {
      this.#noted.delete(creatorId);
      throw error;
    }
  }
}
