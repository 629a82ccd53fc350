/** Who has which task open at this moment, in the memory of this instance: bounded, and each entry ends by itself. */
import { MAX_PEOPLE_HERE, PRESENCE_LIFE_MS } from "../../protocol/team/presence";
import { isSamePerson, type Teammate } from "../../protocol/team/teammate";

/** A page and the task that it shows; null: it has left its task. */
export type PageOnTask = { readonly page: string; readonly task: number | null; readonly by: Teammate };

export type Presence = {
  /** Notes what a page shows. Returns whether that is new; a page that goes on showing its task is not. */
  readonly note: (entry: PageOnTask) => boolean;
  /** Who else has the task open, in the order in which they came. */
  readonly othersOn: (task: number, self: Teammate | null) => readonly Teammate[];
};

/** Open pages that are kept; a further one replaces the one that was silent longest. */
export const MAX_PAGES = 2000;
/** Open pages of one person, so that nobody takes the room of all others. */
export const MAX_PAGES_OF_ONE = 20;

type Entry = { readonly task: number; readonly by: Teammate; readonly sinceMs: number; readonly untilMs: number };

const ownerOf = ({ id, name }: Teammate) => (id === "" ? `unverified ${name}` : `verified ${id}`);

/** `now`: ms of a clock that only rises. */
export function createPresence(now: () => number = () => performance.now()): Presence {
  /** By person and page, the longest silent first. Nobody can speak for a page of somebody else. */
  const entries = new Map<string, Entry>();

  const dropEnded = (nowMs: number) => {
    // All entries last equally long, so they end in their order.
    for (const [key, { untilMs }] of entries) {
      if (untilMs > nowMs) return;
      entries.delete(key);
    }
  };
  const dropOldest = (owner: string) => {
    const own = [...entries.keys()].filter((key) => key.startsWith(`${owner}\n`));
    const [oldest] = own.length > MAX_PAGES_OF_ONE ? own : entries.size > MAX_PAGES ? entries.keys() : [];
    if (oldest !== undefined) entries.delete(oldest);
  };

  return {
    note({ page, task, by }) {
      const nowMs = now();
      dropEnded(nowMs);
      const owner = ownerOf(by);
      const key = `${owner}\n${page}`;
      const current = entries.get(key);
      entries.delete(key);
      if (task === null) return current !== undefined;
      const stays = current?.task === task;
      entries.set(key, { task, by, sinceMs: stays ? current.sinceMs : nowMs, untilMs: nowMs + PRESENCE_LIFE_MS });
      if (current === undefined) dropOldest(owner);
      return !stays;
    },
    othersOn(task, self) {
      dropEnded(now());
      const people = new Map<string, Entry>();
      for (const entry of entries.values()) {
        if (entry.task !== task || (self && isSamePerson(entry.by, self))) continue;
        const owner = ownerOf(entry.by);
        // Of several pages of a person the first counts.
        if (entry.sinceMs < (people.get(owner)?.sinceMs ?? Number.POSITIVE_INFINITY)) people.set(owner, entry);
      }
      return [...people.values()]
        .toSorted((a, b) => a.sinceMs - b.sinceMs)
        .slice(0, MAX_PEOPLE_HERE)
        .map(({ by }) => by);
    },
  };
}
