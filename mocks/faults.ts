/** Faults that tests inject into the demo farm, behind HTTP and in the browser alike. */
import type { OperationName } from "../app/protocol/endpoints";
import { emptyEnvelope, type WireEnvelope } from "./farm/answer";

export type Fault =
  /** The response is delayed. */
  | { readonly kind: "latency"; readonly ms: number }
  /** The request is refused with a code of endpoints-2018 section 2 and not carried out. */
  | { readonly kind: "refuse"; readonly code: number }
  /** The connection is reset; with `after`, once the farm has carried out the request. */
  | { readonly kind: "outage"; readonly after?: boolean }
  /** There is no response, and the request is not carried out. */
  | { readonly kind: "hang" }
  /** An HTML page of a gateway with status 502; the request is not carried out. */
  | { readonly kind: "badGateway" }
  /** The request is carried out, but the JSON of the response is cut in the middle. */
  | { readonly kind: "truncated" }
  /** The request is carried out; the list of the response has a malformed row in the middle. */
  | { readonly kind: "malformedRow" }
  /** A write is accepted at once, and carried out `ms` later, as on the live farm. */
  | { readonly kind: "lateEffect"; readonly ms: number }
  /** The clock of the farm is off by `ms`: in serverTime and, behind HTTP, in the check of the timestamp. */
  | { readonly kind: "skew"; readonly ms: number };

/**
 * What is unusual in the answer to a GET of a picture; `html` is a page that asks for a sign-in, with status 200, `huge` are 100 MB
 * whose size no header tells, and `large` is a sound picture of 3840 × 2160.
 */
export type PictureFault =
  | "missing"
  | "forbidden"
  | "html"
  | "otherType"
  | "redirect"
  | "tooLarge"
  | "huge"
  | "large"
  | "tooManyPixels"
  | "neverEnding"
  | "reset";

export type Faults = {
  /** Sets the fault of an operation, or of all ("*"), for the next `times` requests or until `clear`. `after`: requests before them without it. */
  set(name: OperationName | "*", fault: Fault, options?: { times?: number; after?: number }): void;
  /** Sets the fault of pictures, for the next `times` requests or until `clear`. */
  setPicture(fault: PictureFault, options?: { times?: number }): void;
  takePicture(): PictureFault | undefined;
  clear(): void;
  /** Takes the fault for one request of this operation; the fault of the operation comes before the one of "*". */
  take(name: OperationName): Fault | undefined;
};

export function createFaults(): Faults {
  const table = new Map<OperationName | "*", { fault: Fault; left: number; before: number }>();
  let picture: { readonly fault: PictureFault; left: number } | null = null;
  return {
    setPicture(fault, { times = Number.POSITIVE_INFINITY } = {}) {
      picture = { fault, left: times };
    },
    takePicture() {
      if (!picture || picture.left <= 0) return undefined;
      picture.left -= 1;
      return picture.fault;
    },
    set: (name, fault, { times = Number.POSITIVE_INFINITY, after = 0 } = {}) =>
      table.set(name, { fault, left: times, before: after }),
    clear() {
      table.clear();
      picture = null;
    },
    take(name) {
      const key = table.has(name) ? name : "*";
      const entry = table.get(key);
      if (!entry) return undefined;
      if (entry.before > 0) {
        entry.before -= 1;
        return undefined;
      }
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
/** No schema accepts this row: its id is not a number. */
const MALFORMED_ROW = { id: "no number", sceneName: { oops: [] }, editName: "", projectName: "", code: null };

function withMalformedRow(rows: readonly unknown[]): unknown[] {
  const middle = Math.floor(rows.length / 2);
  return [...rows.slice(0, middle), MALFORMED_ROW, ...rows.slice(middle)];
}

/** Adds one malformed row to the data if it is a list, else to each list among its members. */
function malformed(data: unknown): unknown {
  if (Array.isArray(data)) return withMalformedRow(data);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, Array.isArray(value) ? withMalformedRow(value) : value]),
  );
}

/** The reply to one request. `handle` carries out the request; it is called once, or not at all if the fault says so. */
export function replyTo(fault: Fault | undefined, now: number, handle: () => WireEnvelope): Reply {
  switch (fault?.kind) {
    case "refuse":
      return json(JSON.stringify(emptyEnvelope(fault.code, Math.floor(now))));
    case "outage":
      if (fault.after) handle();
      return { kind: "reset" };
    case "hang":
      return { kind: "hang" };
    case "badGateway":
      return { kind: "text", status: 502, contentType: "text/html", text: BAD_GATEWAY };
    case "truncated": {
      const text = JSON.stringify(handle());
      return json(text.slice(0, Math.ceil(text.length / 2)));
    }
    case "malformedRow": {
      const envelope = handle();
      return json(JSON.stringify({ ...envelope, data: malformed(envelope.data) }));
    }
    case "skew": {
      const envelope = handle();
      return json(JSON.stringify({ ...envelope, serverTime: envelope.serverTime + fault.ms }));
    }
    case "latency":
    case "lateEffect":
    case undefined:
      return json(JSON.stringify(handle()));
  }
}

/** The delay in ms of the effect of a write; undefined: the farm's own. */
export const effectDelayOf = (fault: Fault | undefined): number | undefined =>
  fault?.kind === "lateEffect" ? fault.ms : undefined;

/** The delay of the response in ms. */
export const latencyOf = (fault: Fault | undefined): number => (fault?.kind === "latency" ? fault.ms : 0);
