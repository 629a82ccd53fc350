/** API tokens as the page and the server name them. The secret itself is in one answer only: that of its creation. */
import * as z from "zod/mini";
import type { Role } from "./endpoints";

/** How long a token may last, in days; null (it never ends) is for managers only. */
export const tokenLifetimes = [7, 30, 90, 365] as const;

/** Longest name of a token. */
export const TOKEN_NAME_LENGTH = 80;

const role = z.enum(["viewer", "operator", "manager"]);

/** Body of POST /api/tokens. */
export const newTokenSchema = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(TOKEN_NAME_LENGTH), z.regex(/^\P{Cc}*$/u)),
  role,
  days: z.nullable(z.literal(tokenLifetimes)),
});

export type NewToken = z.infer<typeof newTokenSchema>;

/** A token in a list. Moments are epoch ms. */
export type ApiToken = {
  readonly id: string;
  readonly name: string;
  readonly creatorName: string;
  readonly isOwn: boolean;
  /** What its requests may do now: at most what its creator may. */
  readonly role: Role;
  readonly createdMs: number;
  /** null: it never ends. */
  readonly expiresMs: number | null;
  readonly revokedMs: number | null;
  /** The start of the day (UTC) of its last request; null: it was never used. */
  readonly lastUsedMs: number | null;
};

const moment = z.nullable(z.number());

export const apiTokenSchema: z.ZodMiniType<ApiToken> = z.object({
  id: z.string(),
  name: z.string(),
  creatorName: z.string(),
  isOwn: z.boolean(),
  role,
  createdMs: z.number(),
  expiresMs: moment,
  revokedMs: moment,
  lastUsedMs: moment,
});

/** Answer of GET /api/tokens: the own tokens, for managers those of everyone; newest first. */
export const tokenListSchema = z.object({
  nowMs: z.number(),
  /** The highest role that a new token may have. */
  maxRole: role,
  tokens: z.array(apiTokenSchema),
});

export type TokenList = z.infer<typeof tokenListSchema>;

/** Answer of POST /api/tokens. The secret is shown this once. */
export const createdTokenSchema = z.object({ token: apiTokenSchema, secret: z.string() });

export type CreatedToken = z.infer<typeof createdTokenSchema>;
