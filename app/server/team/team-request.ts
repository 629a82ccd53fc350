/** Requests below /api/team: who sends them, what they may contain, and how a step that is not taken is answered. */
import type { Context } from "hono";
import * as z from "zod";
import type { ZodMiniType } from "zod/mini";
import type { Person } from "../../protocol/person";
import { NAME_LENGTH, type Teammate } from "../../protocol/team/teammate";
import { safeJsonParse } from "../../protocol/wire/safe-json-parse";
import { checkOwnWrite } from "../../proxy/http/guard";
import { Problem, type ProblemName } from "../../proxy/http/problem";
import type { RouteEnv } from "../../proxy/http/request-listener";
import { personOf } from "../../proxy/http/request-person";
import { failureOf, isOutage } from "../store/store-error";
import { TeamRefusal, type TeamRefusalReason } from "../store/team/team-refusal";

/** The longest body is a note of 2,000 characters, or a view. */
const MAX_BYTES = 20_000;

/** A name for display: no control characters, so that it stays on its line. */
const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(NAME_LENGTH)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u);

/** Every body may name its sender, which counts where nobody signs in. */
const senderSchema = z.object({ name: nameSchema.optional() });

export type BodySchema<Body> = z.ZodType<Body> | ZodMiniType<Body>;

/** Checks a request that is sent for the page: another site, media type, size, body; access.ts has its role. Throws Problem. */
export async function readOwnRequest<Body extends object>(
  c: Context<RouteEnv>,
  schema: BodySchema<Body>,
  publicOrigins: readonly string[],
): Promise<{ readonly body: Body; readonly json: unknown }> {
  checkOwnWrite(c.env.incoming, publicOrigins, MAX_BYTES);
  const json = safeJsonParse(await c.req.text());
  if (json === undefined) throw new Problem("invalid-json");
  return { body: parse(schema, json), json };
}

/** Who sends a body; null: nobody signs in, and it bears no name. Throws Problem for a name that cannot be used. */
export function senderOf(person: Person, json: unknown): Teammate | null {
  // A person who signed in has the name of the sign-in, whatever the page sends.
  if (person.id !== "") return { id: person.id, name: person.name || person.id };
  const { name } = parse(senderSchema, json);
  return name === undefined ? null : { id: "", name };
}

/** Checks a write; see readOwnRequest. Returns the body and who sent it. Throws Problem. */
export async function readWrite<Body extends object>(
  c: Context<RouteEnv>,
  schema: BodySchema<Body>,
  publicOrigins: readonly string[],
): Promise<{ readonly body: Body; readonly by: Teammate }> {
  const person = personOf(c.env.incoming);
  const { body, json } = await readOwnRequest(c, schema, publicOrigins);
  const by = senderOf(person, json);
  if (by === null) throw new Problem("invalid-request", { errors: [{ path: "name", code: "missing" }] });
  return { body, by };
}

function parse<Body>(schema: BodySchema<Body>, json: unknown): Body {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new Problem("invalid-request", {
    errors: result.error.issues.map(({ path, code }) => ({ path: path.map(String).join("."), code })),
  });
}

const refusals: Readonly<Record<TeamRefusalReason, ProblemName>> = {
  held: "claim-held",
  changedSince: "changed-since",
  notOwn: "not-own",
  missing: "not-found",
  taken: "name-taken",
  full: "too-many-entries",
};

/** Runs work of the store. What it refuses, and a database that is away, become a Problem. */
export async function withStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TeamRefusal) throw new Problem(refusals[error.reason]);
    const failure = failureOf(error);
    if (!isOutage(failure)) throw error;
    throw new Problem("store-unavailable", { detail: `The database does not answer: ${failure}.` });
  }
}
