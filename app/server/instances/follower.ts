/**
 * An instance that does not lead: it serves the list as the leader writes it, and asks the leader to read the farm. While the
 * database is away or the leader is silent, it reads the farm itself.
 */
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { changesBetween } from "../../mirror/history-changes";
import type { CollectorState } from "../../mirror/live-tasks";
import type { Collector } from "../collector/collector";
import type { FarmTime } from "../collector/farm-time";
import type { ListKeeper } from "../live/list-keeper";
import { newRun, type ServedList } from "../live/served-list";
import type { AccountStore } from "../store/account-store";
import { oneAtATime } from "../store/engine/one-at-a-time";
import { type InstanceMessage, MAX_IDS_PER_MESSAGE } from "../store/instance-message";
import { resumedHistory, runOfTerm } from "./resume";
import type { StoredList, StoredListReader } from "./stored-list";

export type Follower = ListKeeper & {
  /** Follows from now on; resolves when there is a list, or the database does not answer. */
  readonly start: () => Promise<void>;
  /** Stops following, and reading the farm. */
  readonly stop: () => Promise<void>;
  /** The list has a new revision in the store, or may have one. */
  readonly look: () => Promise<void>;
  /** Waits a little for a revision that the leader has not written yet. */
  readonly reach: (revision: number) => Promise<void>;
  readonly onMessage: (message: InstanceMessage) => void;
  /** It reads the farm itself. */
  readonly isAlone: () => boolean;
};

type FollowerOptions = {
  readonly account: Pick<AccountStore, "send">;
  readonly stored: StoredListReader;
  readonly list: ServedList;
  readonly collector: Pick<Collector, "start" | "stop">;
  readonly farmTime: Pick<FarmTime, "adopt">;
};

/** A notification may be missed. */
const LOOK_MS = 5000;
/** How often a follower tells the leader that somebody watches; the leader remembers it for longer. */
const WATCH_MS = 10_000;
/** How long a page waits for the leader's reading; then it gets what is there, with its age. */
const REFRESH_MS = 8000;
/** A leader is silent after two of its polls, and this time, without a new revision. */
const SILENCE_MS = 10_000;
const DEFAULT_PACE_MS = 5000;
/** Writing thousands of tasks takes a second. */
const REACH_MS = 3000;
const REACH_PAUSE_MS = 50;

const starting: CollectorState = {
  state: "starting",
  failure: null,
  lastGoodReadMs: null,
  paceMs: DEFAULT_PACE_MS,
  backlog: 1,
};

export function createFollower({ account, stored, list, collector, farmTime }: FollowerOptions): Follower {
  const inTurn = oneAtATime();
  const refreshes = new Map<string, () => void>();
  let isFollowing = false;
  let isAlone = false;
  let isLookQueued = false;
  let failures = 0;
  let newsMs = 0;
  let watchMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const isSilent = ({ reading }: StoredList) =>
    performance.now() - newsMs > SILENCE_MS + 2 * (reading?.collector.paceMs ?? DEFAULT_PACE_MS);

  /** Reads what the leader wrote; null: this instance has to read the farm itself. */
  const readStore = async (): Promise<StoredList | null> => {
    const before = stored.latest();
    try {
      const current = await stored.sync();
      failures = 0;
      if (current !== before) newsMs = performance.now();
      return current.unreadable.size > 0 || isSilent(current) ? null : current;
    } catch {
      // One failure may pass; without a list there is nothing to wait with.
      failures += 1;
      return failures > 1 || before.term === 0 ? null : before;
    }
  };

  const serve = async (current: StoredList) => {
    if (isAlone) await collector.stop();
    isAlone = false;
    const farmOffsetMs = current.reading?.farmOffsetMs;
    if (farmOffsetMs !== undefined) farmTime.adopt(farmOffsetMs);
    const run = runOfTerm(current.term);
    if (list.run() === run) list.set(current.history, current.revision);
    else list.begin(run, current.revision, current.history);
  };

  const goAlone = () => {
    if (isAlone) return;
    isAlone = true;
    list.begin(newRun(), 0, resumedHistory(list.history(), Date.now()));
    collector.start();
  };

  const lookNow = async () => {
    isLookQueued = false;
    if (!isFollowing) return;
    const current = await readStore();
    if (!isFollowing) return;
    if (current) await serve(current);
    else goAlone();
  };

  const look = async () => {
    // A look that has not begun sees everything.
    if (isLookQueued) return inTurn(async () => undefined);
    isLookQueued = true;
    return inTurn(lookNow);
  };

  /** A message that is lost costs a poll of delay. */
  const tell = (message: InstanceMessage) => account.send(message).catch(() => undefined);

  const askToRead = (ids: readonly number[]) => {
    for (let from = 0; from < ids.length; from += MAX_IDS_PER_MESSAGE) {
      void tell({ kind: "read", ids: ids.slice(from, from + MAX_IDS_PER_MESSAGE) });
    }
  };

  return {
    async start() {
      isFollowing = true;
      newsMs = performance.now();
      clearInterval(timer);
      timer = setInterval(() => void look(), LOOK_MS).unref();
      await look();
    },
    async stop() {
      isFollowing = false;
      clearInterval(timer);
      await inTurn(async () => undefined);
      if (isAlone) await collector.stop();
      isAlone = false;
    },
    look,
    async reach(revision) {
      const deadlineMs = performance.now() + REACH_MS;
      for (;;) {
        await look();
        if (list.revision() >= revision || performance.now() > deadlineMs) return;
        await setTimeout(REACH_PAUSE_MS);
      }
    },
    onMessage(message) {
      if (message.kind === "refreshed") refreshes.get(message.request)?.();
    },
    isAlone: () => isAlone,
    state: () => stored.latest().reading?.collector ?? starting,
    noteViewer() {
      if (performance.now() - watchMs < WATCH_MS) return;
      watchMs = performance.now();
      void tell({ kind: "watch" });
    },
    async refresh() {
      const request = randomUUID();
      const answered = new Promise<void>((resolve) => {
        refreshes.set(request, resolve);
        void setTimeout(REFRESH_MS, undefined, { ref: false }).then(resolve);
      });
      await tell({ kind: "refresh", request });
      await answered;
      refreshes.delete(request);
      await look();
    },
    merge(change) {
      // What differs from the list is news for the leader, which reads it itself: its clock orders all reads.
      const { changed, removed } = changesBetween(list.history(), change(list.history()));
      askToRead([...changed.map(({ task }) => task.id), ...removed]);
    },
    readSoon: askToRead,
  };
}
