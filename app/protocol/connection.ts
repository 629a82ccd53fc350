/** What the connection test finds out: the account, or why the farm cannot be used and which variable of the server to change. */
import type { Currency } from "./account/currency";

/**
 * The likely cause of a failed connection -> the variable to change, without its prefix (`RENDERBUS_`, or `RENDERBUS_2_` for one of
 * several accounts); null: none of ours.
 */
export const causeVariables = {
  /** The farm refuses the signature: it does not tell a wrong key from a wrong id. */
  key: "ACCESS_KEY",
  /** The farm does not find the account. */
  id: "ACCESS_ID",
  /** The account belongs to another zone or brand. */
  zone: "DOMAIN",
  platform: "PLATFORM",
  /** The clock of the server's machine, or of the farm. */
  clock: null,
  dialect: "DIALECT",
  /** https to a port that speaks plain HTTP; on another machine that is a wrong port. */
  plainHttp: "PROTOCOL",
  plainHttpElsewhere: "DOMAIN",
  /** http to a port that speaks https. */
  tls: "PROTOCOL",
  certificate: "DOMAIN",
  connectionRefused: "DOMAIN",
  unknownHost: "DOMAIN",
  /** The server's machine has no network. */
  noNetwork: null,
  timeout: "DOMAIN",
  /** Something answers, but not in the farm's protocol. */
  notAFarm: "DOMAIN",
  /** A gateway in front of the farm answers that the farm is down. */
  gateway: null,
  tooManyRequests: null,
  /** The farm knows the account and refuses for another reason; see `code`. */
  refused: null,
  unknown: null,
} as const;

export type ConnectionCause = keyof typeof causeVariables;

type DialectName = "2018" | "current";

export type ConnectedAccount = {
  readonly userName: string;
  readonly zone: number | null;
  /** With coupon; null: hidden or unknown. */
  readonly balance: number | null;
  readonly currency: Currency;
};

export type ConnectionReport = {
  /** Epoch ms. */
  readonly checkedAtMs: number;
  /** The prefix of the account's variables. */
  readonly prefix: string;
  readonly dialect: DialectName;
  /** What was tried; null for clients on other machines. */
  readonly tried: {
    readonly protocol: "http" | "https";
    readonly domain: string;
    /** The first letters of the access id. */
    readonly idStart: string;
    /** The farm's clock minus the server's; null: no answer of the farm. */
    readonly clockOffsetMs: number | null;
  } | null;
  readonly result:
    | {
        readonly kind: "connected";
        /** null: viewers may not know it. */
        readonly account: ConnectedAccount | null;
        /** The farm knows the other dialect, too. */
        readonly otherDialectWorks: boolean;
      }
    | {
        readonly kind: "failed";
        readonly cause: ConnectionCause;
        /** The farm's code, if it answered in its protocol. */
        readonly code: number | null;
        /** Node's error code or the form of the answer, for a support request. */
        readonly detail: string;
      };
};

/** The other dialect than this one. */
export const otherDialectOf = (name: DialectName): DialectName => (name === "2018" ? "current" : "2018");

/** The assignment that removes the cause where its value is certain, otherwise the variable alone; null: no variable helps. */
export function changeOf({ prefix, dialect }: Pick<ConnectionReport, "prefix" | "dialect">, cause: ConnectionCause) {
  const name = causeVariables[cause];
  if (name === null) return null;
  const values: Partial<Record<ConnectionCause, string>> = {
    dialect: otherDialectOf(dialect),
    plainHttp: "http",
    tls: "https",
  };
  const value = values[cause];
  return `${prefix}${name}${value === undefined ? "" : `=${value}`}`;
}
