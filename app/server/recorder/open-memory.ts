/** What the server remembers of a farm account: the store, and what writes into it. */
import { createHash } from "node:crypto";
import type { EventMemory } from "../../mirror/live-tasks";
import type { UpstreamConfig } from "../../proxy/config";
import type { WriteReport } from "../../proxy/http/write-report";
import type { Forwarder } from "../../proxy/upstream/forwarder";
import type { ResponseObserver } from "../collector/observe-responses";
import type { ServedList } from "../live/served-list";
import type { AccountStore } from "../store/account-store";
import type { OnUse } from "../store/engine/engine-session";
import { openStore, type Store } from "../store/open-store";
import type { StoreConfig } from "../store/store-config";
import type { Action } from "../store/write/write-actions";
import { type BalanceReader, createBalanceReader } from "./balance";
import { observeEnvironments } from "./observe-environments";
import { observeForMemory } from "./observe-for-memory";
import { createPollRecorder, type PollRecorder } from "./record-polls";
import { createRefusalRecorder, type OwnRefusal } from "./record-refusals";
import { createRoleRecorder, type RoleChange } from "./record-roles";
import { createWriteRecorder } from "./record-writes";
import { createRefusalLimit } from "./refusal-limit";

export type Memory = {
  readonly store: Store;
  readonly account: AccountStore;
  readonly recorder: PollRecorder;
  readonly observers: readonly ResponseObserver[];
  /** Records a write and what became of it; the answer waits for it. Never rejects. */
  readonly recordWrite: (write: WriteReport) => Promise<void>;
  /** Records what somebody tried on a route of our own and may not; the answer waits for it. Never rejects. */
  readonly recordRefusal: (refusal: OwnRefusal) => Promise<void>;
  /** Records that somebody has another role than the last time. Never rejects. */
  readonly recordRole: (change: RoleChange) => Promise<void>;
  /** Which memory of events there is and how far it goes; null: nothing is recorded at the moment. */
  readonly events: () => EventMemory | null;
  /** Resolves when what the list has shown is recorded, or kept because the database is away. */
  readonly settled: () => Promise<void>;
  readonly balance: BalanceReader;
  /** Keeps up with the events of the list from now on. */
  readonly follow: (list: Pick<ServedList, "onStep" | "onBegin">) => void;
};

/** The account's name in the store: nobody can tell the access id from it. */
export const accountIdOf = ({ domain, accessId }: Pick<UpstreamConfig, "domain" | "accessId">): string =>
  `${domain}/${createHash("sha256").update(accessId).digest("hex").slice(0, 12)}`;

export type MemoryOptions = {
  readonly forward: Forwarder["forward"];
  readonly report: (error: unknown) => void;
  /** Told of an entry of the audit whose answer is sent before it is written. */
  readonly onLateAction?: ((action: Action) => void) | undefined;
  /** The farm's clock, epoch ms. */
  readonly now: () => number;
  /** The open store that several accounts share. */
  readonly shared?: Store | undefined;
  /** Told of each use of a store that is opened here. */
  readonly onStoreUse?: OnUse | undefined;
};

/** Rejects with a StoreError when the database cannot be used and an administrator is needed; see openStore. */
export async function openMemory(
  config: StoreConfig,
  upstream: Pick<UpstreamConfig, "domain" | "accessId">,
  { forward, report, onLateAction, now, shared, onStoreUse }: MemoryOptions,
): Promise<Memory> {
  const store = shared?.share() ?? (await openStore(config, { report, onUse: onStoreUse }));
  const account = store.account(accountIdOf(upstream));
  const balance = createBalanceReader(forward);
  const recorder = createPollRecorder({
    balance: balance.current,
    recordAttempts: (attempts, atMs) => account.recordAttempts(attempts, atMs),
    now,
  });

  const audit = { account, now, report, onLate: onLateAction };
  const refusals = createRefusalLimit();

  let events: EventMemory | null = null;
  let settling: Promise<void> = Promise.resolve();
  const readEvents = async () => {
    const state = await account.state().catch(() => null);
    const sinceMs = state?.recordingSinceMs ?? null;
    events = state === null || sinceMs === null ? null : { sinceMs, lastSeq: state.lastEventSeq };
  };
  const settle = () => {
    settling = recorder.settled().then(readEvents);
  };

  return {
    store,
    account,
    recorder,
    balance,
    observers: [observeForMemory({ recorder, balance }), observeEnvironments({ account, forward })],
    recordWrite: createWriteRecorder({ ...audit, refusals }),
    recordRefusal: createRefusalRecorder({ ...audit, refusals }),
    recordRole: createRoleRecorder(audit),
    events: () => (account.outage === null ? events : null),
    settled: () => settling,
    follow(list) {
      list.onStep(settle);
      list.onBegin(settle);
    },
  };
}
