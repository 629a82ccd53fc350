/** Tells the other instances on one PostgreSQL what the pages of this one show, and takes what they tell. Nothing of it is stored. */
import { randomUUID } from "node:crypto";
import { PRESENCE_RENEW_MS } from "../../protocol/team/presence";
import type { Memory } from "../recorder/open-memory";
import type { InstanceMessage } from "../store/instance-message";
import { createPresence, type PageOnTask, type Presence } from "./presence";

type HereMessage = Extract<InstanceMessage, { readonly kind: "here" }>;

export type SharedPresence = Presence & {
  readonly onMessage: (message: HereMessage) => void;
  readonly stop: () => void;
};

/** Pages that come and go are sent in one message after this time, ms. */
const GATHER_MS = 200;
/** A message holds at most 8 kB; the rest is its frame. */
const MAX_PAGES_BYTES = 7000;

const nameOf = ({ by, page }: PageOnTask) => `${by.id}\n${by.name}\n${page}`;

/** `send`: to all instances of the account; absent: this is the only one. A message may be lost: pages renew what they show. */
export function sharePresence(
  presence: Presence,
  send: ((message: HereMessage) => Promise<void>) | undefined,
): SharedPresence {
  const from = randomUUID();
  const waiting = new Map<string, PageOnTask>();
  let timer: NodeJS.Timeout | undefined;
  let dueMs = Number.POSITIVE_INFINITY;

  const flush = () => {
    timer = undefined;
    dueMs = Number.POSITIVE_INFINITY;
    const messages = inMessages([...waiting.values()]).map((pages): HereMessage => ({ kind: "here", from, pages }));
    waiting.clear();
    for (const message of messages) send?.(message).catch(() => undefined);
  };
  const flushWithin = (ms: number) => {
    const atMs = performance.now() + ms;
    if (atMs >= dueMs) return;
    clearTimeout(timer);
    timer = setTimeout(flush, ms).unref();
    dueMs = atMs;
  };

  return {
    note(entry) {
      const isNew = presence.note(entry);
      // What nobody has to hear of: a page that leaves without having been here.
      if (send && (isNew || entry.task !== null)) {
        waiting.set(nameOf(entry), entry);
        flushWithin(isNew ? GATHER_MS : PRESENCE_RENEW_MS);
      }
      return isNew;
    },
    othersOn: presence.othersOn,
    onMessage(message) {
      if (message.from === from) return;
      for (const entry of message.pages) {
        // The page speaks to another instance now; what waits here is older.
        waiting.delete(nameOf(entry));
        presence.note(entry);
      }
    },
    stop: () => clearTimeout(timer),
  };
}

/** The presence of an account, shared with other instances where there may be some. */
export const openPresence = ({ store, account }: Pick<Memory, "store" | "account">): SharedPresence =>
  sharePresence(createPresence(), store.config.engine === "postgres" ? (message) => account.send(message) : undefined);

/** The entries in parts that fit into a message each. */
function inMessages(entries: readonly PageOnTask[]): PageOnTask[][] {
  const parts: PageOnTask[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const own = Buffer.byteLength(JSON.stringify(entry)) + 1;
    bytes += own;
    if (bytes > MAX_PAGES_BYTES) {
      parts.push([]);
      bytes = own;
    }
    parts.at(-1)?.push(entry);
  }
  return parts;
}
