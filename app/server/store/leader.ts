/**
 * Which instance leads an account, that is reads its farm and writes. On PostgreSQL the one whose session holds an advisory
 * lock: the database releases it when the session ends, whatever ended it. The others hear of new revisions by NOTIFY. With
 * SQLite there is one instance, and it leads.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import * as z from "zod/mini";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { connectionConfig } from "./engine/postgres";
import { decodeMessage, type InstanceMessage, MESSAGE_CHANNEL } from "./instance-message";
import type { StoreConfig } from "./store-config";
import { REVISION_CHANNEL } from "./write/write-poll";

/** First key of the advisory lock: "RDek" as a number. The second one is made of the account. */
const LEADER_LOCK = 0x5244656b;

const accountLock = (accountId: string): number => createHash("sha256").update(accountId).digest().readUInt32BE() >>> 1;

/** A follower asks for the lock, and a leader asks whether its session lives, this often. */
const ROUND_MS = 2000;
/** A session that does not answer for so long is given up. */
const ANSWER_MS = 3000;
/** A leader that has asked nothing for so long is stopped or stands still (SIGSTOP): a follower ends its session. */
const SILENCE_S = 5;
/** The lock of a session that was ended is free after this time, ms. */
const END_MS = 200;

/** Ends the session that holds the lock if it is silent. The user of the database may end its own sessions. */
const END_SILENT_LEADER = `
  select pg_terminate_backend(holder.pid)
  from pg_locks holder join pg_stat_activity activity on activity.pid = holder.pid
  where holder.locktype = 'advisory' and holder.granted and holder.classid = $1 and holder.objid = $2
    and activity.datname = current_database() and activity.query_start < clock_timestamp() - interval '${SILENCE_S} s'`;

/**
 * PostgreSQL ends the session of an instance whose machine is gone after about 6 s without an answer; a process that is killed
 * is noticed at once.
 */
const SESSION_OPTIONS =
  "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=2 -c tcp_user_timeout=6000";

export type ElectionListener = {
  /** This instance leads from now on. Make a writer, and write every task once: the store may have missed some. */
  readonly onLead: () => void;
  /** Another instance leads: stop writing. Its writer has refused the former one's polls since it claimed the account. */
  readonly onLose: () => void;
  /** Some instance, perhaps this one, has written a poll. A notification may be missed: look now and then as well. */
  readonly onRevision: (accountId: string, revision: number) => void;
  /** Another instance, or this one, has sent a message about the account. */
  readonly onMessage: (message: InstanceMessage) => void;
};

export type Election = {
  /**
   * Stays true while the database is away: the leader goes on, its polls are kept, and it loses the lead only to another
   * instance.
   */
  readonly isLeading: () => boolean;
  /** The database does not answer. Followers then read the farm for their own viewers. */
  readonly isAway: () => boolean;
  /** Resolves when it is known for the first time whether this instance leads, or that the database does not answer. */
  readonly decided: Promise<void>;
  /** The writer was refused, because another instance has claimed the account: this one follows, or leads anew if it has the lock. */
  readonly deposed: () => Promise<void>;
  /** Gives the lead up, so that another instance leads at once. */
  readonly stop: () => Promise<void>;
};

const notice = z.object({ account: z.string(), revision: z.number() });

/** Takes part in the election until `stop`. Never throws. */
export function takePart(config: StoreConfig, accountId: string, listener: ElectionListener): Election {
  return config.engine === "sqlite" ? leadAlone(listener) : new Candidate(config.url, accountId, listener);
}

function leadAlone({ onLead, onLose }: ElectionListener): Election {
  let isLeading = true;
  const begin = async () => {
    await Promise.resolve();
    if (isLeading) onLead();
  };
  return {
    isLeading: () => isLeading,
    isAway: () => false,
    decided: begin(),
    async deposed() {
      onLose();
      onLead();
    },
    stop: async () => {
      if (isLeading) onLose();
      isLeading = false;
    },
  };
}

/** One instance in the election, with a session of its own. */
class Candidate implements Election {
  readonly decided: Promise<void>;
  readonly #url: string;
  readonly #accountId: string;
  readonly #listener: ElectionListener;
  #session: Client | null = null;
  #hasLock = false;
  #isLeading = false;
  #isAway = false;
  #isStopped = false;
  #pauseMs = ROUND_MS;
  #round: Promise<void>;
  #timer: NodeJS.Timeout | undefined;

  constructor(url: string, accountId: string, listener: ElectionListener) {
    this.#url = url;
    this.#accountId = accountId;
    this.#listener = listener;
    this.#round = this.#runRound();
    this.decided = this.#round;
    this.#nextRound();
  }

  readonly isLeading = (): boolean => this.#isLeading;
  readonly isAway = (): boolean => this.#isAway;

  readonly deposed = async (): Promise<void> => {
    this.#round = this.#afterRound();
    await this.#round;
    this.#setLead(false);
    this.#setLead(this.#hasLock);
  };

  readonly stop = async (): Promise<void> => {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#round;
    this.#setLead(false);
    const session = this.#session;
    if (!session) return;
    const hasEnded = once(session, "end");
    this.#endSession(session);
    await Promise.race([hasEnded, sleep(ANSWER_MS, undefined, { ref: false })]);
  };

  #setLead(isLeading: boolean): void {
    if (this.#isLeading === isLeading) return;
    this.#isLeading = isLeading;
    if (isLeading) this.#listener.onLead();
    else this.#listener.onLose();
  }

  #nextRound(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#round = this.#afterRound();
      void this.#round.finally(() => this.#nextRound());
    }, this.#pauseMs);
    this.#timer.unref();
  }

  async #afterRound(): Promise<void> {
    await this.#round;
    await this.#runRound();
  }

  /** Asks for the lock, or whether the session that holds it lives; a session that fails is ended, and the lock is free. */
  async #runRound(): Promise<void> {
    this.#pauseMs = ROUND_MS;
    try {
      const session = this.#session ?? (await this.#connect());
      if (this.#hasLock) {
        await session.query("select 1");
        return;
      }
      const lock = [LEADER_LOCK, accountLock(this.#accountId)];
      const { rows } = await session.query<{ locked: boolean }>("select pg_try_advisory_lock($1, $2) as locked", lock);
      if (this.#session !== session || this.#isStopped) return;
      this.#isAway = false;
      this.#hasLock = rows[0]?.locked === true;
      this.#setLead(this.#hasLock);
      if (this.#hasLock) return;
      // Without the right to do so the lead stays where it is.
      const ended = await session.query(END_SILENT_LEADER, lock).catch(() => null);
      if (ended?.rowCount) this.#pauseMs = END_MS;
    } catch {
      this.#isAway = true;
      this.#endSession(this.#session);
    }
  }

  async #connect(): Promise<Client> {
    const session = new Client({
      ...connectionConfig(this.#url, ANSWER_MS),
      application_name: "renderdeck election",
      options: SESSION_OPTIONS,
      connectionTimeoutMillis: ANSWER_MS,
    });
    session.on("error", () => this.#endSession(session));
    session.on("notification", ({ channel, payload = "" }) => {
      if (this.#session !== session) return;
      if (channel === MESSAGE_CHANNEL) {
        const message = decodeMessage(this.#accountId, payload);
        if (message) this.#listener.onMessage(message);
        return;
      }
      const parsed = notice.safeParse(safeJsonParse(payload));
      if (parsed.success) this.#listener.onRevision(parsed.data.account, parsed.data.revision);
    });
    await session.connect();
    this.#session = session;
    await session.query(`listen ${REVISION_CHANNEL}; listen ${MESSAGE_CHANNEL}`);
    return session;
  }

  /** Ends the session and with it the lock. Does not wait: a session whose database is gone never confirms its end. */
  #endSession(session: Client | null): void {
    if (session === null || this.#session !== session) return;
    this.#session = null;
    this.#hasLock = false;
    session.end().catch(() => undefined);
  }
}
