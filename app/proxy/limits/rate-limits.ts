/** How many requests a person and an address may send: reads, pictures, writes and tries to sign in apart (decision 096). */
import type { IncomingMessage } from "node:http";
import type { AddressOf } from "../http/client-address";
import { Problem } from "../http/problem";
import type { Limiter, LimitRule } from "./memory-limiter";
import { networkOf } from "./network-of";

export type LimitKind = "read" | "picture" | "write" | "signIn";

/** Of one kind: requests of a person and of an address in a window; 0: no bound. */
export type KindLimits = { readonly perPerson: number; readonly perAddress: number; readonly seconds: number };

export type LimitsConfig = Readonly<Record<LimitKind, KindLimits>>;

/** The first refusal of a person or an address in a window. */
export type LimitReached = { readonly kind: LimitKind; readonly by: "person" | "address"; readonly key: string };

export type RateLimits = {
  /** Counts a request. Rejects with the Problem "too-many-requests" if there were too many. */
  readonly check: (kind: LimitKind, incoming: IncomingMessage) => Promise<void>;
};

export type RateLimitsOptions = {
  readonly limits: LimitsConfig;
  readonly addressOf: AddressOf;
  /** The id of the person; empty: nobody signs in here, or nobody is signed in. */
  readonly personIdOf: (incoming: IncomingMessage) => string;
  /** Makes the counter of a kind. */
  readonly limiterOf: (kind: LimitKind, by: LimitReached["by"], rule: LimitRule) => Limiter;
  readonly onReached?: (reached: LimitReached) => void;
};

const kindNames: Readonly<Record<LimitKind, string>> = {
  read: "reads",
  picture: "pictures",
  write: "changes",
  signIn: "tries to sign in",
};

/** Makes the counters; a request of this machine itself (addressOf gives undefined) has no bound of an address. */
export function createRateLimits(options: RateLimitsOptions): RateLimits {
  const { limits, addressOf, personIdOf, limiterOf, onReached } = options;

  const checksOf = (kind: LimitKind) => {
    const { perPerson, perAddress, seconds } = limits[kind];
    const checkOf = (by: LimitReached["by"], points: number) => {
      if (points === 0) return undefined;
      const limiter = limiterOf(kind, by, { points, seconds });
      return async (key: string) => {
        const { waitMs, isFirst } = await limiter(key);
        if (waitMs === 0) return;
        if (isFirst) onReached?.({ kind, by, key });
        throw new Problem("too-many-requests", {
          detail: `More than ${points} ${kindNames[kind]} of one ${by} in ${seconds} s`,
          retryAfterSeconds: Math.ceil(waitMs / 1000),
        });
      };
    };
    return { person: checkOf("person", perPerson), address: checkOf("address", perAddress) };
  };
  const checks = {
    read: checksOf("read"),
    picture: checksOf("picture"),
    write: checksOf("write"),
    signIn: checksOf("signIn"),
  };

  return {
    async check(kind, incoming) {
      const { person, address: checkAddress } = checks[kind];
      const id = personIdOf(incoming);
      if (person && id !== "") await person(id);
      const address = addressOf(incoming);
      if (checkAddress && address !== undefined) await checkAddress(networkOf(address));
    },
  };
}

/** No limits: for a server of tests and of development. */
export const noRateLimits: RateLimits = { check: () => Promise.resolve() };
