/**
 * The part of this instance among those of a farm account: the leader reads the farm and writes, the others follow what it
 * writes. With SQLite there is one instance, and it leads.
 */
import { figuresOf, LIVE_FORMAT, type ListReading } from "../../mirror/live-tasks";
import type { TaskHistory } from "../../mirror/task-history";
import type { Collector } from "../collector/collector";
import type { FarmTime } from "../collector/farm-time";
import type { ListKeeper } from "../live/list-keeper";
import type { LiveSource } from "../live/live-tasks";
import type { ServedList } from "../live/served-list";
import type { PollRecorder } from "../recorder/record-polls";
import type { AccountStore } from "../store/account-store";
import { oneAtATime } from "../store/engine/one-at-a-time";
import type { InstanceMessage } from "../store/instance-message";
import { takePart } from "../store/leader";
import type { Store } from "../store/open-store";
import type { AccountWriter } from "../store/write/account-writer";
import { createFollower } from "./follower";
import { mergeLater, resumedHistory, runOfTerm } from "./resume";
import { createStoredList, type StoredList } from "./stored-list";

export type InstanceRole = "leads" | "follows" | "alone";

export type Instance = ListKeeper &
  LiveSource & {
    /** Resolves when there is a list to serve, as far as it is known. */
    readonly start: () => Promise<void>;
    /** Gives up the lead. */
    readonly stop: () => Promise<void>;
    /** "alone": the database is away or the leader is silent, so it reads the farm for its own viewers. */
    readonly role: () => InstanceRole;
  };

export type InstanceOptions = {
  readonly store: Store;
  readonly account: AccountStore;
  readonly list: ServedList;
  readonly collector: Collector;
  readonly recorder: PollRecorder;
  readonly report: (error: unknown) => void;
  readonly farmTime: Pick<FarmTime, "now" | "offsetMs" | "adopt">;
  /** Some instance, perhaps this one, has changed what the team notes. */
  readonly onTeam: () => void;
  /** Some instance, perhaps this one, tells which tasks its pages show. */
  readonly onHere: (message: Extract<InstanceMessage, { readonly kind: "here" }>) => void;
};

/** A leader that could not claim the account tries again after this time. */
const RETRY_MS = 1000;

export function createInstance(options: InstanceOptions): Instance {
  const { store, account, list, collector, recorder, report, farmTime, onTeam, onHere } = options;
  const { config } = store;
  const stored = createStoredList(account);
  const follower = createFollower({ account, stored, list, collector, farmTime });
  const inTurn = oneAtATime();
  let isLeading = false;
  let isStopped = false;
  let retention: { readonly stop: () => void } | undefined;
  let election: ReturnType<typeof takePart> | undefined;

  recorder.follow(
    list,
    (history): ListReading => ({
      format: LIVE_FORMAT,
      figures: figuresOf(history),
      collector: collector.state(),
      troubles: [...history.troubles],
      farmOffsetMs: farmTime.offsetMs(),
    }),
  );

  const onDeposed = () => void election?.deposed();

  const begin = (writer: AccountWriter, from: StoredList | null, own: TaskHistory | null) => {
    const start = resumedHistory(from?.history ?? list.history(), Date.now());
    list.begin(runOfTerm(writer.term), from?.revision ?? 0, start);
    recorder.lead(writer, { writesAll: from === null, onDeposed });
    // The step from what is stored to what this instance has seen by itself: its events are recorded like those of a poll.
    if (own) list.set(mergeLater(start, own));
    retention = store.startRetention(farmTime.now);
    isLeading = true;
    collector.start();
  };

  const lead = async () => {
    if (isStopped || isLeading || !election?.isLeading()) return;
    const writer = account.newWriter();
    const from = await claim(writer, stored.sync);
    if (from === null && config.engine === "postgres") {
      // Revisions that others know go on from the store, so there is no way without it.
      await follower.start();
      setTimeout(() => void inTurn(lead).catch(report), RETRY_MS).unref();
      return;
    }
    const isAlone = follower.isAlone();
    await follower.stop();
    begin(writer, from, isAlone ? list.history() : null);
  };

  const follow = async () => {
    recorder.lose();
    retention?.stop();
    isLeading = false;
    await collector.stop();
    if (!isStopped) await follower.start();
  };

  const answer = async (message: InstanceMessage) => {
    if (message.kind === "watch") collector.noteViewer();
    else if (message.kind === "read") collector.readSoon(message.ids);
    else if (message.kind === "refresh") {
      await collector.refresh();
      await recorder.settled();
      await account.send({ kind: "refreshed", request: message.request });
    }
  };

  const keeper = (): ListKeeper => (isLeading || follower.isAlone() ? collector : follower);

  return {
    async start() {
      election = takePart(config, account.id, {
        onLead: () => void inTurn(lead).catch(report),
        onLose: () => void inTurn(follow).catch(report),
        onRevision: (accountId) => {
          if (accountId === account.id && !isLeading) void follower.look();
        },
        onMessage: (message) => {
          if (message.kind === "team") onTeam();
          else if (message.kind === "here") onHere(message);
          else if (isLeading) answer(message).catch(() => undefined);
          else follower.onMessage(message);
        },
      });
      await election.decided;
      if (!election.isLeading()) await inTurn(follow);
      await inTurn(async () => undefined);
    },
    async stop() {
      isStopped = true;
      await collector.stop();
      await recorder.settled();
      await election?.stop();
      await inTurn(() => follower.stop());
    },
    role: () => (isLeading ? "leads" : follower.isAlone() ? "alone" : "follows"),
    state: () => keeper().state(),
    noteViewer: () => keeper().noteViewer(),
    refresh: () => keeper().refresh(),
    merge: (change) => keeper().merge(change),
    readSoon: (ids) => keeper().readSoon(ids),
    async reach(revision) {
      if (keeper() === collector) return false;
      await follower.reach(revision);
      return keeper() === follower;
    },
  };
}

/** Claims the account and reads what its former writer left; null: the database is away. */
async function claim(writer: AccountWriter, sync: () => Promise<StoredList>): Promise<StoredList | null> {
  try {
    await writer.claim();
    return await sync();
  } catch {
    return null;
  }
}
