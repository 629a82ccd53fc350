/** The sessions that were ended before their time, as this instance knows them. */
import { Problem } from "../../proxy/http/problem";
import type { EndedSessions, PeopleStore } from "../store/people-store";

/** Another instance hears of an end within this time. */
const LASTS_MS = 3000;
/** A database that does not answer holds up a request for this long, once in LASTS_MS. */
const PATIENCE_MS = 1000;

export type SessionEnds = {
  /** Whether a session has ended. Answers at once while what this instance knows is fresh. */
  readonly hasEnded: (session: SessionMoment) => boolean | Promise<boolean>;
  /** Ends one session; while the database is away for this instance only. */
  readonly end: (session: SessionMoment) => Promise<void>;
  /** Ends every session of the person. Rejects if that cannot be kept: then nothing has ended elsewhere. */
  readonly endAll: (personId: string) => Promise<void>;
};

/** A session, its person, and when it began, epoch ms. */
export type SessionMoment = { readonly id: string; readonly personId: string; readonly beganMs: number };

type Options = {
  readonly store: PeopleStore;
  /** The longest session: older ends matter no more. */
  readonly maxMs: number;
  readonly report: (error: unknown) => void;
  readonly now: () => number;
};

const inTime = (work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  return Promise.race([work, patience]).finally(() => clearTimeout(timer));
};

/** While the database is away what is known stays in force; ends of this instance are kept in any case. */
export function createSessionEnds({ store, maxMs, report, now }: Options): SessionEnds {
  let ended: EndedSessions = { sessions: new Set(), people: new Map() };
  /** Of this instance, in case the database is away or was read just before. */
  const own = { sessions: new Map<string, number>(), people: new Map<string, number>() };
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const read = async () => {
    const startedMs = now();
    try {
      ended = await store.endedSessions(startedMs - maxMs);
    } catch (error) {
      report(error);
    }
    readAtMs = startedMs;
    for (const ends of [own.sessions, own.people])
      for (const [key, atMs] of ends) if (atMs < startedMs - maxMs) ends.delete(key);
  };
  const readOnce = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const isListed = ({ id, personId, beganMs }: SessionMoment) => {
    if (ended.sessions.has(id) || own.sessions.has(id)) return true;
    const untilMs = Math.max(ended.people.get(personId) ?? 0, own.people.get(personId) ?? 0);
    return beganMs <= untilMs;
  };

  return {
    hasEnded(session) {
      if (now() - readAtMs <= LASTS_MS) return isListed(session);
      return inTime(readOnce()).then(() => isListed(session));
    },
    async end({ id }) {
      own.sessions.set(id, now());
      await store.endSession(id, now()).catch(report);
    },
    async endAll(personId) {
      const atMs = now();
      await store.endSessionsOf(personId, atMs).catch((error: unknown) => {
        report(error);
        throw new Problem("busy", { detail: "The database does not answer: nobody was signed out elsewhere" });
      });
      own.people.set(personId, atMs);
    },
  };
}
