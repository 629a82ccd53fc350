/** GET, POST and DELETE /api/tokens: people list, make and revoke API tokens; managers see and revoke those of everyone. */
import type { Context, Hono } from "hono";
import {
  type ApiToken,
  type CreatedToken,
  type NewToken,
  newTokenSchema,
  type TokenList,
} from "../../protocol/api-token";
import type { Role } from "../../protocol/endpoints";
import type { Person } from "../../protocol/person";
import { includesRole, lowestRole } from "../../protocol/roles";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { checkOwnOrigin, checkOwnWrite } from "../../proxy/http/guard";
import { Problem } from "../../proxy/http/problem";
import { requestIdOf } from "../../proxy/http/request-id";
import { personOf } from "../../proxy/http/request-person";
import type { ResponseHeaders } from "../../proxy/http/response-headers";
import type { RouteEnv } from "../../proxy/http/route-app";
import type { OwnWrite } from "../recorder/record-refusals";
import { failureOf, isOutage } from "../store/store-error";
import type { StoredToken, TokenStore } from "../store/tokens/token-store";
import type { Action } from "../store/write/write-actions";
import { DAY_MS, roleOfToken } from "./token-identity";
import { hashOf, newSecret, newTokenId } from "./token-secret";

export const TOKENS_PATH = "/api/tokens";
const TOKEN_PATH = `${TOKENS_PATH}/:id{[0-9A-Za-z]{1,40}}` as const;

/** Tokens of one person that have not ended. */
const MAX_TOKENS = 50;
const MAX_BODY_BYTES = 2000;

export type TokenRouteOptions = {
  readonly tokens: Pick<TokenStore, "list" | "create" | "revoke">;
  readonly headers: Pick<ResponseHeaders, "json">;
  readonly publicOrigins: readonly string[];
  /** The highest role on this server. */
  readonly maxRole: Role;
  /** Records what a person did; the answer waits for it. */
  readonly record: (action: Action) => Promise<unknown>;
  readonly now?: () => number;
};

/** The person of a request that manages tokens: a stolen token must not make another one. */
function managingPerson(c: Context<RouteEnv>): Person {
  const person = personOf(c.env.incoming);
  if (person.source === "token")
    throw new Problem("not-for-tokens", { detail: "Only people make, list and revoke tokens, in the page" });
  return person;
}

const hasEnded = ({ revoked_ms, expires_ms }: StoredToken, nowMs: number) =>
  revoked_ms !== null || (expires_ms !== null && expires_ms <= nowMs);

/** Whose tokens a person sees and revokes; undefined: everyone's. */
const ownOnly = ({ role, id }: Person): string | undefined => (role === "manager" ? undefined : id);

async function readNewToken(c: Context<RouteEnv>): Promise<NewToken> {
  const body = safeJsonParse(await c.req.text());
  if (body === undefined) throw new Problem("invalid-json");
  const parsed = newTokenSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, code }) => ({ path: path.map(String).join("."), code }));
  throw new Problem("invalid-request", { errors });
}

/** An outage of the database becomes a Problem; nothing was changed then. */
async function inStore<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const failure = failureOf(error);
    if (!isOutage(failure)) throw error;
    throw new Problem("history-unavailable", { detail: `The database with the tokens does not answer: ${failure}` });
  }
}

/** The writes by route, for the audit; one that is refused has no other entry. */
export const tokenWrites: ReadonlyMap<string, OwnWrite> = new Map([
  [`POST ${TOKENS_PATH}`, { operation: "createToken" }],
  [`DELETE ${TOKEN_PATH}`, { operation: "revokeToken" }],
]);

/** Adds the routes. */
export function addTokenRoutes(app: Hono<RouteEnv>, options: TokenRouteOptions): void {
  const { tokens, headers, publicOrigins, maxRole, record, now = Date.now } = options;
  const send = (answer: object, status = 200) =>
    new Response(JSON.stringify(answer), { status, headers: headers.json });

  const listed = (token: StoredToken, person: Person): ApiToken => ({
    id: token.id,
    name: token.name,
    creatorName: token.creator_name,
    isOwn: token.creator_id === person.id,
    role: roleOfToken(token, maxRole),
    createdMs: token.created_ms,
    expiresMs: token.expires_ms,
    revokedMs: token.revoked_ms,
    lastUsedMs: token.used_day === null ? null : token.used_day * DAY_MS,
  });
  const recordOf = (c: Context<RouteEnv>, operation: string, token: Pick<StoredToken, "id" | "name" | "role">) =>
    record({
      atMs: now(),
      person: personOf(c.env.incoming),
      operation,
      targets: [token.id],
      tasks: [],
      outcome: "accepted",
      code: null,
      problem: null,
      requestId: requestIdOf(c.env.incoming),
      price: null,
      isUndo: false,
      details: { name: token.name, role: token.role },
    });

  app.get(TOKENS_PATH, async (c) => {
    const person = managingPerson(c);
    const rows = await inStore(tokens.list(ownOnly(person)));
    const answer: TokenList = {
      nowMs: now(),
      maxRole: lowestRole(person.role, maxRole),
      tokens: rows.map((row) => listed(row, person)),
    };
    return send(answer);
  });

  app.post(TOKENS_PATH, async (c) => {
    checkOwnWrite(c.env.incoming, publicOrigins, MAX_BODY_BYTES);
    const person = managingPerson(c);
    const { name, role, days } = await readNewToken(c);
    if (!includesRole(lowestRole(person.role, maxRole), role))
      throw new Problem("invalid-request", { detail: "A token may do at most what you may do" });
    if (days === null && person.role !== "manager")
      throw new Problem("invalid-request", { detail: "Only managers make tokens that never end" });
    const own = await inStore(tokens.list(person.id));
    if (own.filter((token) => !hasEnded(token, now())).length >= MAX_TOKENS)
      throw new Problem("invalid-request", { detail: `At most ${MAX_TOKENS} tokens of a person: revoke some first` });
    const secret = newSecret();
    const row = {
      id: newTokenId(),
      name,
      role,
      creator_id: person.id,
      creator_name: person.name,
      creator_role: person.role,
      created_ms: now(),
      expires_ms: days === null ? null : now() + days * DAY_MS,
    };
    await inStore(tokens.create({ ...row, hash: hashOf(secret) }));
    await recordOf(c, "createToken", row);
    const answer: CreatedToken = { token: listed({ ...row, revoked_ms: null, used_day: null }, person), secret };
    return send(answer, 201);
  });

  app.delete(TOKEN_PATH, async (c) => {
    checkOwnOrigin(c.env.incoming, publicOrigins);
    const person = managingPerson(c);
    const token = await inStore(tokens.revoke(c.req.param("id"), now(), ownOnly(person)));
    if (!token) throw new Problem("not-found", { detail: "There is no such token of yours" });
    await recordOf(c, "revokeToken", token);
    return send({ token: listed(token, person) });
  });
}
