/** Failures on request, the same for the farm behind HTTP and for the one in the browser. */
import type { OperationName } from "../app/protocol/endpoints";
import { refusal, type WireEnvelope } from "./farm/answer";

export type Fault =
  /** The answer comes late. */
  | { readonly kind: "latency"; readonly ms: number }
  /** Refused with a code of endpoints-2018 section 2; nothing is done. */
  | { readonly kind: "refuse"; readonly code: number }
  /** The connection is reset; with `after` only once the farm has done what it was asked. */
  | { readonly kind: "outage"; readonly after?: boolean }
  /** No answer ever; nothing is done. */
  | { readonly kind: "hang" }
  /** A gateway's HTML page with status 502; nothing is done. */
  | { readonly kind: "badGateway" }
  /** Done, but the JSON of the answer ends in the middle. */
  | { readonly kind: "truncated" }
  /** Done, with a row nobody can read in the middle of the answer's list. */
  | { readonly kind: "malformedRow" }
  /** The farm's clock is wrong by so many milliseconds: in serverTime and, behind HTTP, when it checks the timestamp. */
  | { readonly kind: "skew"; readonly ms: number };

export type Faults = {
  /** Lays a fault on an operation or on all ("*"), for the next `times` requests or until cleared. */
  set(name: OperationName | "*", fault: Fault, options?: { times?: number }): void;
  clear(): void;
  /** The fault the next request of this operation meets; counts down. An operation's own comes before "*". */
  next(name: OperationName): Fault | undefined;
};

export function createFaults(): Faults {
  const table = new Map<OperationName | "*", { fault: Fault; left: number }>();
  return {
    set: (name, fault, { times = Number.POSITIVE_INFINITY } = {}) => table.set(name, { fault, left: times }),
    clear: () => table.clear(),
    next(name) {
      const key = table.has(name) ? name : "*";
      const entry = table.get(key);
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) table.delete(key);
      return entry.fault;
    },
  };
}

export type Reply =
  | { readonly kind: "text"; readonly status: number; readonly contentType: string; readonly text: string }
  | { readonly kind: "reset" }
  | { readonly kind: "hang" };

const json = (text: string): Reply => ({ kind: "text", status: 200, contentType: "application/json", text });

const BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
/** No row without an id that is a number can be read. */
const MALFORMED_ROW = { id: "no number", sceneName: { oops: [] }, editName: "", projectName: "", code: null };

function withMalformedRow(rows: readonly unknown[]): unknown[] {
  const middle = Math.floor(rows.length / 2);
  return [...rows.slice(0, middle), MALFORMED_ROW, ...rows.slice(middle)];
}

/** The list among the data's members, or the data itself, with one bad row in it. */
function malformed(data: unknown): unknown {
  if (Array.isArray(data)) return withMalformedRow(data);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, Array.isArray(value) ? withMalformedRow(value) : value]),
  );
}

/** What goes back for one request. `act` lets the farm answer; it is called at most once, and not by every fault. */
export function replyTo(fault: Fault | undefined, now: number, act: () => WireEnvelope): Reply {
  switch (fault?.kind) {
    case "refuse":
      return json(JSON.stringify(refusal(fault.code, Math.floor(now))));
    case "outage":
      if (fault.after) act();
      return { kind: "reset" };
    case "hang":
      return { kind: "hang" };
    case "badGateway":
      return { kind: "text", status: 502, contentType: "text/html", text: BAD_GATEWAY };
    case "truncated": {
      const text = JSON.stringify(act());
      return json(text.slice(0, Math.ceil(text.length / 2)));
    }
    case "malformedRow": {
      const envelope = act();
      return json(JSON.stringify({ ...envelope, data: malformed(envelope.data) }));
    }
    case "skew": {
      const envelope = act();
      return json(JSON.stringify({ ...envelope, serverTime: envelope.serverTime + fault.ms }));
    }
    case "latency":
    case undefined:
      return json(JSON.stringify(act()));
  }
}

/** How late the answer comes, in milliseconds. */
export const latencyOf = (fault: Fault | undefined): number => (fault?.kind === "latency" ? fault.ms : 0);
