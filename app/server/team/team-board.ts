/** What this instance tells pages of the team's claims, notes, acknowledgements and views: kept in memory, and read anew when some instance has changed it. */
import { isDeepStrictEqual } from "node:util";
import type { Acknowledgement } from "../../protocol/team/acknowledgement";
import { validClaim } from "../../protocol/team/claims";
import type { FetchedMark } from "../../protocol/team/fetched";
import type { TeamChanges, VersionedClaim } from "../../protocol/team/team-changes";
import type { SharedView } from "../../protocol/team/team-views";
import type { TeamStore } from "../store/team/team-store";

export type TeamBoard = {
  /** Reads what changed in the store. Never rejects: what is known stays. */
  readonly refresh: () => Promise<void>;
  /** What changed since the place that a page names; undefined: nothing, or nothing is known. */
  readonly changesSince: (at: string | undefined) => TeamChanges | undefined;
  /** The acknowledged trouble of a task; null: there is none. */
  readonly seenOf: (taskId: number) => Acknowledgement | null;
  readonly stop: () => void;
};

/** A message between instances may be missed, and the database may be away. */
const REFRESH_MS = 5000;
/** Changes kept by task; with more of them everything is read anew, so that tasks of former days take no memory. */
const MAX_ENTRIES = 20_000;

type Versioned<Value> = { readonly version: number; readonly value: Value };
type Memory = {
  readonly epoch: string;
  version: number;
  /** A page at an older place needs everything. */
  readonly wholeAt: number;
  readonly claims: Map<number, Versioned<VersionedClaim | null>>;
  readonly notes: Map<number, Versioned<number>>;
  readonly seen: Map<number, Versioned<Acknowledgement | null>>;
  /** All of them, and when one of them changed last. */
  views: Versioned<readonly SharedView[]>;
  readonly fetched: Map<number, Versioned<FetchedMark | null>>;
};

const newMemory = (epoch: string, version: number): Memory => ({
  epoch,
  version,
  wholeAt: version,
  claims: new Map(),
  notes: new Map(),
  seen: new Map(),
  views: { version, value: [] },
  fetched: new Map(),
});

const entriesOf = ({ claims, notes, seen, fetched }: Memory) => claims.size + notes.size + seen.size + fetched.size;

const placeOf = ({ epoch, version }: Pick<Memory, "epoch" | "version">) => `${epoch}.${version}`;

/** The version that a page has; null: its place is of another memory, or too old. */
function versionOf(at: string | undefined, { epoch, wholeAt }: Memory): number | null {
  const [, name, digits = ""] = /^([\da-f]*)\.(\d{1,15})$/.exec(at ?? "") ?? [];
  const since = Number(digits);
  return name === epoch && since >= wholeAt ? since : null;
}

/** Reads the store until `stop`. `now`: the farm's clock. */
export function createTeamBoard(store: Pick<TeamStore, "changesSince">, now: () => number): TeamBoard {
  let memory: Memory | null = null;
  let reading: Promise<void> = Promise.resolve();

  const read = async () => {
    const isFull = memory !== null && entriesOf(memory) > MAX_ENTRIES;
    const { epoch, version, isWhole, claims, notes, seen, fetched, views } = await store.changesSince(
      isFull ? null : memory,
      now(),
    );
    const next = memory === null || isWhole ? newMemory(epoch, version) : memory;
    for (const [id, value] of claims) next.claims.set(id, { version, value });
    for (const [id, value] of notes) next.notes.set(id, { version, value });
    for (const [id, value] of seen) next.seen.set(id, { version, value });
    if (views && !isDeepStrictEqual(views, next.views.value)) next.views = { version, value: views };
    for (const [id, value] of fetched) next.fetched.set(id, { version, value });
    next.version = version;
    memory = next;
  };
  const refresh = () => {
    reading = reading.then(read).catch(() => undefined);
    return reading;
  };
  const timer = setInterval(() => void refresh(), REFRESH_MS).unref();

  return {
    refresh,
    changesSince(at) {
      if (memory === null) return undefined;
      const since = versionOf(at, memory);
      // A page that has heard more from another instance keeps what it has.
      if (since !== null && since >= memory.version) return undefined;
      const nowMs = now();
      const changed = <Value>(entries: ReadonlyMap<number, Versioned<Value>>): (readonly [number, Value])[] =>
        [...entries]
          .filter(([, entry]) => entry.version > (since ?? -1))
          .map(([id, { value }]) => [id, value] as const);
      const [claims, notes] = [changed(memory.claims), changed(memory.notes)];
      const [seen, fetched] = [changed(memory.seen), changed(memory.fetched)];
      const views = memory.views.version > (since ?? -1) ? { views: memory.views.value } : {};
      return since === null
        ? {
            at: placeOf(memory),
            isWhole: true,
            claims: claims.filter(([, claim]) => validClaim(claim, nowMs) !== null),
            notes: notes.filter(([, count]) => count > 0),
            seen: seen.filter(([, one]) => one !== null),
            fetched: fetched.filter(([, one]) => one !== null),
            ...views,
          }
        : { at: placeOf(memory), isWhole: false, claims, notes, seen, fetched, ...views };
    },
    seenOf: (taskId) => memory?.seen.get(taskId)?.value ?? null,
    stop: () => clearInterval(timer),
  };
}
