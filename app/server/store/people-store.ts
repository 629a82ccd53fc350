/** Who signed in, and which sessions ended before their time; shared by all accounts and all instances. */
import type { Role } from "../../protocol/endpoints";
import { isRole } from "../../protocol/roles";
import type { EngineSession } from "./engine/engine-session";

/** No session is older: the bound of RENDERDECK_SESSION_MAX_DAYS and a day. */
const LONGEST_SESSION_MS = 31 * 86_400_000;

/** The sessions that are not valid any more although they did not expire. */
export type EndedSessions = {
  /** Sessions by id. */
  readonly sessions: ReadonlySet<string>;
  /** By person: every session that began until this moment, epoch ms. */
  readonly people: ReadonlyMap<string, number>;
};

export type PeopleStore = {
  /** Notes a sign-in with the name and the role that it showed. Returns the role of the one before; null: it is not known. */
  readonly noteSignIn: (
    person: { readonly id: string; readonly name: string; readonly role: Role },
    atMs: number,
  ) => Promise<Role | null>;
  readonly endSession: (sessionId: string, atMs: number) => Promise<void>;
  /** Ends every session of a person that began until `atMs`. */
  readonly endSessionsOf: (personId: string, atMs: number) => Promise<void>;
  /** What ended since `sinceMs`; older sessions have expired. */
  readonly endedSessions: (sinceMs: number) => Promise<EndedSessions>;
};

/** All of it rejects while the database is away. */
export function createPeopleStore(session: Pick<EngineSession, "use">): PeopleStore {
  return {
    noteSignIn: ({ id, name, role }, atMs) =>
      session.use((engine) =>
        engine.write("process", async (database) => {
          const former = await database.selectFrom("person").select("role").where("id", "=", id).executeTakeFirst();
          await database
            .insertInto("person")
            .values({ id, name, role, signed_in_ms: atMs, signed_out_ms: 0 })
            .onConflict((conflict) => conflict.column("id").doUpdateSet({ name, role, signed_in_ms: atMs }))
            .execute();
          return isRole(former?.role) ? former.role : null;
        }),
      ),
    endSession: (id, atMs) =>
      session.use((engine) =>
        engine.write("always", async (database) => {
          await database
            .insertInto("ended_session")
            .values({ id, ended_ms: atMs })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
          await database
            .deleteFrom("ended_session")
            .where("ended_ms", "<", atMs - LONGEST_SESSION_MS)
            .execute();
        }),
      ),
    endSessionsOf: (id, atMs) =>
      session.use((engine) =>
        engine.write("always", async (database) => {
          await database
            .insertInto("person")
            .values({ id, name: "", role: null, signed_in_ms: 0, signed_out_ms: atMs })
            .onConflict((conflict) => conflict.column("id").doUpdateSet({ signed_out_ms: atMs }))
            .execute();
        }),
      ),
    endedSessions: (sinceMs) =>
      session.use(async ({ reader }) => {
        const [sessions, people] = await Promise.all([
          reader.selectFrom("ended_session").select("id").where("ended_ms", ">=", sinceMs).execute(),
          reader.selectFrom("person").select(["id", "signed_out_ms"]).where("signed_out_ms", ">=", sinceMs).execute(),
        ]);
        return {
          sessions: new Set(sessions.map(({ id }) => id)),
          people: new Map(people.map(({ id, signed_out_ms }) => [id, signed_out_ms])),
        };
      }),
  };
}
