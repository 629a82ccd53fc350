/** Sessions without a place on the server: an encrypted cookie says who signed in and when (decision 087). */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod/mini";
import type { Person } from "../../protocol/person";
import { type CookieForm, readCookie } from "./cookies";
import type { SessionEnds } from "./ended-sessions";
import type { SessionConfig } from "./people-config";
import { createSeal } from "./sealed";

const COOKIE = "renderdeck";
/** Sessions that were decrypted lately, so that most requests need no decryption. */
const MAX_OPENED = 2000;
/** A cookie is written again when this share of the idle limit is over. */
const RENEW_SHARE = 1 / 32;

const sessionSchema = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  role: z.enum(["viewer", "operator", "manager"]),
  /** When the person signed in, epoch ms. */
  beganMs: z.number(),
  /** When the cookie was written, epoch ms. */
  seenMs: z.number(),
});

type Session = z.infer<typeof sessionSchema>;

export type Sessions = {
  /** The person of the session in the request; null: there is none, or it has ended. Writes the cookie again when that is due. */
  readonly identify: (incoming: IncomingMessage, outgoing: ServerResponse) => Person | null | Promise<Person | null>;
  /** The Set-Cookie header of a new session. */
  readonly begin: (person: Omit<Person, "source">) => Promise<string>;
  /** Ends the session of the request. Returns the Set-Cookie header that removes it. */
  readonly end: (incoming: IncomingMessage) => Promise<string>;
};

type Options = {
  readonly config: SessionConfig;
  readonly cookies: CookieForm;
  readonly ends: SessionEnds;
  readonly now: () => number;
};

export function createSessions({ config, cookies, ends, now }: Options): Sessions {
  const key = config.key?.reveal() ?? randomBytes(32);
  const seal = createSeal<Session>(key, "session", sessionSchema, now);
  /** By the text of the cookie, oldest first. */
  const opened = new Map<string, Session>();

  const note = (text: string, session: Session) => {
    opened.set(text, session);
    for (const oldest of opened.keys()) {
      if (opened.size <= MAX_OPENED) break;
      opened.delete(oldest);
    }
  };
  const endOf = ({ beganMs, seenMs }: Session) => Math.min(beganMs + config.maxMs, seenMs + config.idleMs);

  const write = async (session: Session): Promise<string> => {
    const untilMs = endOf(session);
    const text = await seal.seal(session, untilMs);
    note(text, session);
    return cookies.write(COOKIE, text, Math.max(1, Math.floor((untilMs - now()) / 1000)));
  };

  const textOf = ({ headers }: IncomingMessage) => readCookie(headers.cookie, cookies.nameOf(COOKIE));

  const find = (incoming: IncomingMessage): Session | null | Promise<Session | null> => {
    const text = textOf(incoming);
    if (text === undefined) return null;
    const session = opened.get(text);
    if (session) return session;
    return seal.open(text).then((value) => {
      if (value) note(text, value);
      return value;
    });
  };

  const personOfSession = ({ personId, name, role }: Session): Person => ({
    id: personId,
    name,
    role,
    source: "session",
  });

  const check = (session: Session, outgoing: ServerResponse): Person | null | Promise<Person | null> => {
    if (now() >= endOf(session)) return null;
    const isDue = now() - session.seenMs > config.idleMs * RENEW_SHARE;
    const pass = (hasEnded: boolean): Person | null | Promise<Person | null> => {
      if (hasEnded) return null;
      const person = personOfSession(session);
      if (!isDue) return person;
      return write({ ...session, seenMs: now() }).then((cookie) => {
        outgoing.appendHeader("set-cookie", cookie);
        return person;
      });
    };
    const hasEnded = ends.hasEnded(session);
    return hasEnded instanceof Promise ? hasEnded.then(pass) : pass(hasEnded);
  };

  return {
    identify(incoming, outgoing) {
      const session = find(incoming);
      if (session instanceof Promise) return session.then((value) => value && check(value, outgoing));
      return session && check(session, outgoing);
    },
    begin: ({ id, name, role }) =>
      write({
        id: randomBytes(16).toString("base64url"),
        personId: id,
        name,
        role,
        beganMs: now(),
        seenMs: now(),
      }),
    async end(incoming) {
      const session = await find(incoming);
      if (session) await ends.end(session);
      return cookies.write(COOKIE, "", 0);
    },
  };
}
