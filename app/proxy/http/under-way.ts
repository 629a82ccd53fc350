/**
 * The operations under way: bounds for each client, so that none takes every connection to the farm, and what a stop or a
 * crash would interrupt.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { endpoints, type OperationName } from "../../protocol/endpoints";
import { busyProblem } from "../upstream/upstream-problem";
import { type AddressOf, clientAddress } from "./client-address";
import { Problem } from "./problem";
import type { WriteTargets } from "./write-targets";

export type OperationUnderWay = {
  readonly operation: OperationName;
  readonly kind: "read" | "write";
  readonly outgoing: ServerResponse;
  /** Set when the body is complete. */
  targets?: WriteTargets;
  /** Refuses a request whose body is not complete. */
  refuse?: (problem: Problem) => void;
};

export type UnderWay = {
  /** Throws Problem: busy when the client or all clients have too many operations under way, stopping after `stop`. */
  readonly enter: (operation: OperationName, incoming: IncomingMessage, outgoing: ServerResponse) => OperationUnderWay;
  readonly leave: (entry: OperationUnderWay) => void;
  readonly list: () => readonly OperationUnderWay[];
  /** Keeps a stop waiting for a write that is no operation, e.g. a note, until the returned function is called. `name`: for the log. */
  readonly hold: (name: string) => () => void;
  /** The names of those writes. */
  readonly held: () => readonly string[];
  readonly isStopping: () => boolean;
  /** Throws the Problem "stopping" after `stop`. */
  readonly checkRunning: () => void;
  /** From now on requests are refused, also those whose body is not complete. `onLeave` is called after each operation that ends. */
  readonly stop: (onLeave: () => void) => void;
};

/** Browsers send one request at a time on a connection; more are pipelined by other programs. */
const MAX_PER_CONNECTION = 4;
/** Operations of all clients, as a multiple of the connections to the farm. Many reads may wait for one request (share-reads.ts). */
const MAX_FACTOR = { read: 50, write: 5 } as const;
/** The server restarts meanwhile. */
const STOPPING_RETRY_SECONDS = 5;

type Bounds = { readonly read: number; readonly write: number };

const stoppingProblem = () => new Problem("stopping", { retryAfterSeconds: STOPPING_RETRY_SECONDS });

/** Counts by key; keys with a count of 0 are removed. */
function createCounts() {
  const counts = new Map<unknown, number>();
  return {
    of: (key: unknown) => counts.get(key) ?? 0,
    add(key: unknown, change: 1 | -1) {
      const count = (counts.get(key) ?? 0) + change;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    },
  };
}

/** `connections` to the farm by kind: one address may have half as many operations under way. */
export function createUnderWay(connections: Bounds, addressOf: AddressOf = clientAddress): UnderWay {
  const entries = new Map<OperationUnderWay, readonly unknown[]>();
  const counts = createCounts();
  const holds = new Map<symbol, string>();
  let onLeave: (() => void) | undefined;

  const checkRunning = () => {
    if (onLeave) throw stoppingProblem();
  };

  return {
    checkRunning,
    enter(operation, incoming, outgoing) {
      checkRunning();
      const { kind } = endpoints[operation];
      const address = addressOf(incoming);
      const byAddress = address && `${kind} ${address}`;
      if (counts.of(incoming.socket) >= MAX_PER_CONNECTION)
        throw busyProblem(operation, `A connection may have ${MAX_PER_CONNECTION} operations under way`);
      if (byAddress && counts.of(byAddress) >= Math.ceil(connections[kind] / 2))
        throw busyProblem(operation, "Too many operations of this address are under way");
      if (counts.of(kind) >= connections[kind] * MAX_FACTOR[kind])
        throw busyProblem(operation, "Too many operations are under way");
      const keys = [incoming.socket, kind, ...(byAddress ? [byAddress] : [])];
      for (const key of keys) counts.add(key, 1);
      const entry: OperationUnderWay = { operation, kind, outgoing };
      entries.set(entry, keys);
      return entry;
    },
    leave(entry) {
      for (const key of entries.get(entry) ?? []) counts.add(key, -1);
      entries.delete(entry);
      onLeave?.();
    },
    list: () => [...entries.keys()],
    hold(name) {
      const key = Symbol(name);
      holds.set(key, name);
      return () => {
        if (holds.delete(key)) onLeave?.();
      };
    },
    held: () => [...holds.values()],
    isStopping: () => onLeave !== undefined,
    stop(callback) {
      onLeave = callback;
      for (const { outgoing, refuse } of entries.keys()) {
        // The connection closes with the response: the client's next request needs another server.
        outgoing.shouldKeepAlive = false;
        refuse?.(stoppingProblem());
      }
    },
  };
}
