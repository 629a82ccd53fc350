/** Who sends a request with an API token. */
import type { IncomingMessage } from "node:http";
import type { Role } from "../../protocol/endpoints";
import type { Person } from "../../protocol/person";
import { lowestRole } from "../../protocol/roles";
import { Problem } from "../../proxy/http/problem";
import { failureOf, isOutage } from "../store/store-error";
import type { StoredToken, TokenStore } from "../store/tokens/token-store";
import { hashOf, isSecret, looksLikeSecret, secretInAddress } from "./token-secret";

export const DAY_MS = 86_400_000;
const RETRY_SECONDS = 5;

export type TokenIdentityOptions = {
  readonly tokens: Pick<TokenStore, "find" | "noteUse" | "revoke">;
  /** Whether nobody signs in. Elsewhere tokens that nobody in particular has made are not accepted. */
  readonly isOpen: boolean;
  /** The highest role on this server. */
  readonly maxRole: Role;
  /** Told of what failed beside the request. */
  readonly report: (error: unknown) => void;
  readonly now?: () => number;
};

/** The person of a request with a token; null: it has none. Throws or rejects with a Problem if the token is not accepted. */
export type TokenIdentity = (incoming: IncomingMessage) => Person | null | Promise<Person>;

/** What the requests of a token may do now. */
export const roleOfToken = ({ role, creator_role }: StoredToken, maxRole: Role): Role =>
  lowestRole(role, creator_role, maxRole);

const refused = (detail: string) => new Problem("invalid-token", { detail });

/** The text after `Bearer` if it is meant for us; a server in front may send other ones. */
function bearerOf({ headers: { authorization } }: IncomingMessage): string | null {
  const text = /^bearer +(.+)$/i.exec(authorization ?? "")?.[1]?.trim();
  return text !== undefined && looksLikeSecret(text) ? text : null;
}

/** Why a token is not accepted; null: it is. */
function endOf(token: StoredToken, nowMs: number, isOpen: boolean): string | null {
  if (token.revoked_ms !== null) return "It was revoked. Make a new one under Settings, API tokens";
  if (token.expires_ms !== null && token.expires_ms <= nowMs)
    return "Its time is over. Make a new one under Settings, API tokens";
  if (token.creator_id === "" && !isOpen)
    return "It was made before people signed in here. Make a new one under Settings, API tokens";
  return null;
}

/** A database that is away becomes a Problem that may be tried again. */
async function read<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isOutage(failureOf(error))) throw error;
    throw new Problem("busy", {
      detail: "The database with the API tokens does not answer",
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
}

/** Finds out the person of a request from its token. Without one the answer comes at once. */
export function createTokenIdentity(options: TokenIdentityOptions): TokenIdentity {
  const { tokens, isOpen, maxRole, report, now = Date.now } = options;

  /** Addresses are in logs and histories, so a token in one is no secret any more. */
  const refuseAddress = async (secret: string): Promise<never> => {
    const token = await read(tokens.find(hashOf(secret)));
    if (token) await read(tokens.revoke(token.id, now()));
    throw new Problem("token-in-address", {
      detail: "Logs keep addresses, so a valid token is revoked now. Send tokens in the header Authorization: Bearer",
    });
  };

  const personOfSecret = async (secret: string): Promise<Person> => {
    const hash = hashOf(secret);
    const token = await read(tokens.find(hash));
    if (!token) throw refused("There is no such token. Compare it with the one that was shown when it was made");
    const end = endOf(token, now(), isOpen);
    if (end !== null) throw refused(end);
    tokens.noteUse(hash, Math.floor(now() / DAY_MS)).catch(report);
    const name = token.creator_name === "" ? token.name : `${token.name} (${token.creator_name})`;
    return { id: `token:${token.id}`, name, role: roleOfToken(token, maxRole), source: "token" };
  };

  return (incoming) => {
    const exposed = secretInAddress(incoming.url ?? "");
    if (exposed !== undefined) return refuseAddress(exposed);
    const secret = bearerOf(incoming);
    if (secret === null) return null;
    if (!isSecret(secret)) throw refused("It is not complete: a token is rdk_ and 43 letters and digits");
    return personOfSecret(secret);
  };
}
