/** How people sign in, from environment variables: at an OpenID provider, at a server in front, or not at all. */
import * as z from "zod";
import { booleanText, type Config, ConfigError, type Environment, withoutEmpty } from "../../proxy/config";
import type { TrustedProxies } from "../../proxy/http/trusted-proxies";
import { withSecretFile } from "../../proxy/secret-file";
import { Secret } from "../../proxy/signing/secret";
import type { RoleGroups } from "./roles";

export type OidcConfig = {
  readonly kind: "oidc";
  readonly issuer: URL;
  readonly clientId: string;
  /** null: a public client, which PKCE alone protects. */
  readonly clientSecret: Secret | null;
  readonly scopes: string;
  readonly groupsClaim: string;
};

export type HeaderConfig = {
  readonly kind: "header";
  /** In small letters. */
  readonly identityHeader: string;
  readonly groupsHeader: string | null;
  /** Who may send the headers. */
  readonly trusted: TrustedProxies;
};

export type SessionConfig = {
  /** null: a random key for each start of the server. */
  readonly key: Secret | null;
  readonly idleMs: number;
  readonly maxMs: number;
};

export type PeopleConfig = {
  readonly signIn: OidcConfig | HeaderConfig | { readonly kind: "none" };
  readonly groups: RoleGroups;
  readonly session: SessionConfig;
  /** Other machines may do everything, because ALLOW_INSECURE says so. */
  readonly insecure: boolean;
};

const HOUR_MS = 3_600_000;
const LOOPBACK_HOST = /^(?:localhost|::1|127(?:\.\d{1,3}){3})$/;
const LOOPBACK_ORIGIN = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

const isIssuer = (text: string) =>
  URL.canParse(text) && (text.startsWith("https://") || LOOPBACK_ORIGIN.test(new URL(text).origin));

/** Names of groups: separated by semicolons if there is one, since distinguished names contain commas; else by commas. */
export const splitNames = (text: string): string[] =>
  text
    .split(text.includes(";") ? ";" : ",")
    .map((name) => name.trim())
    .filter(Boolean);

const names = z.string().default("").transform(splitNames);

const headerName = z
  .string()
  .regex(/^[A-Za-z\d-]{1,60}$/, "must be the name of a header, e.g. X-Forwarded-User")
  .transform((name) => name.toLowerCase())
  .optional();

const count = (rule: string, defaultValue: string, max: number) =>
  z
    .string()
    .default(defaultValue)
    .refine((text) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= max, rule)
    .transform(Number);

/** Each message completes a sentence that starts with the variable's name. */
const schema = z.object({
  RENDERDECK_OIDC_ISSUER: z
    .string()
    .refine(
      isIssuer,
      "must be the issuer of your OpenID provider, an https URL, e.g. https://id.example.com/realms/studio",
    )
    .optional(),
  RENDERDECK_OIDC_CLIENT_ID: z.string().max(200, "must have at most 200 characters").optional(),
  RENDERDECK_OIDC_CLIENT_SECRET: z.string().optional(),
  RENDERDECK_OIDC_SCOPES: z
    .string()
    .default("openid profile")
    .refine((text) => text.split(" ").includes("openid"), "must contain openid, e.g. openid profile groups"),
  RENDERDECK_OIDC_GROUPS_CLAIM: z.string().default("groups"),
  RENDERDECK_MANAGER_GROUPS: names,
  RENDERDECK_OPERATOR_GROUPS: names,
  RENDERDECK_IDENTITY_HEADER: headerName,
  RENDERDECK_GROUPS_HEADER: headerName,
  RENDERDECK_SESSION_KEY: z
    .string()
    .min(32, "must have at least 32 characters, e.g. from openssl rand -base64 32")
    .optional(),
  RENDERDECK_SESSION_IDLE_HOURS: count("must be hours from 1 to 720", "8", 720),
  RENDERDECK_SESSION_MAX_DAYS: count("must be days from 1 to 30", "7", 30),
  ALLOW_INSECURE: booleanText("must be 1 or true to listen on the network without sign-in, else 0 or false"),
});

type Values = z.infer<typeof schema>;

type Context = Pick<Config, "host" | "publicOrigins" | "trustedProxies">;

function readSignIn(
  values: Values,
  { publicOrigins, trustedProxies }: Context,
  problems: string[],
): PeopleConfig["signIn"] {
  const {
    RENDERDECK_OIDC_ISSUER: issuer,
    RENDERDECK_OIDC_CLIENT_ID: clientId,
    RENDERDECK_OIDC_CLIENT_SECRET: clientSecret,
    RENDERDECK_IDENTITY_HEADER: identityHeader,
    RENDERDECK_GROUPS_HEADER: groupsHeader,
  } = values;
  if (issuer && identityHeader)
    problems.push("RENDERDECK_OIDC_ISSUER and RENDERDECK_IDENTITY_HEADER are both set: people sign in in one way");
  if (!issuer && (clientId || clientSecret))
    problems.push("RENDERDECK_OIDC_ISSUER must be set with RENDERDECK_OIDC_CLIENT_ID or _CLIENT_SECRET");
  if (issuer && !clientId) problems.push("RENDERDECK_OIDC_CLIENT_ID must be set with RENDERDECK_OIDC_ISSUER");
  if (issuer && !publicOrigins.some((origin) => origin.startsWith("https:") || LOOPBACK_ORIGIN.test(origin)))
    problems.push(
      "PUBLIC_ORIGIN must be set with RENDERDECK_OIDC_ISSUER: the https origin in the browser's address bar, to which the provider leads back",
    );
  if (!identityHeader && groupsHeader)
    problems.push("RENDERDECK_IDENTITY_HEADER must be set with RENDERDECK_GROUPS_HEADER");
  if (identityHeader && trustedProxies.isEmpty)
    problems.push(
      "RENDERDECK_TRUSTED_PROXIES must list the addresses that may send the header, e.g. 127.0.0.1, 10.0.0.0/8",
    );
  if (issuer && clientId)
    return {
      kind: "oidc",
      issuer: new URL(issuer),
      clientId,
      clientSecret: clientSecret ? new Secret(clientSecret) : null,
      scopes: values.RENDERDECK_OIDC_SCOPES,
      groupsClaim: values.RENDERDECK_OIDC_GROUPS_CLAIM,
    };
  if (identityHeader)
    return { kind: "header", identityHeader, groupsHeader: groupsHeader ?? null, trusted: trustedProxies };
  return { kind: "none" };
}

/** Reads the variables. Throws ConfigError with all problems at once; no message contains a value. */
export function readPeopleConfig(source: Environment, context: Context): PeopleConfig {
  const secret = withSecretFile(withoutEmpty(source), "RENDERDECK_OIDC_CLIENT_SECRET");
  const { variables, problems: unreadable } = withSecretFile(secret.variables, "RENDERDECK_SESSION_KEY");
  const parsed = schema.safeParse(variables);
  const problems = [
    ...secret.problems,
    ...unreadable,
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`),
  ];
  if (!parsed.success) throw new ConfigError(problems);
  const values = parsed.data;
  const signIn = readSignIn(values, context, problems);
  if (signIn.kind === "oidc" && variables["DATABASE_URL"] && !values.RENDERDECK_SESSION_KEY)
    problems.push(
      "RENDERDECK_SESSION_KEY must be set with DATABASE_URL: all instances read the sessions of each other",
    );
  const isOpenToNetwork = signIn.kind === "none" && !LOOPBACK_HOST.test(context.host);
  if (isOpenToNetwork && !values.ALLOW_INSECURE && problems.length === 0)
    problems.push(
      "HOST lets other machines in, and nobody signs in: set HOST to 127.0.0.1, or RENDERDECK_OIDC_ISSUER or RENDERDECK_IDENTITY_HEADER (docs/deploy.md), or ALLOW_INSECURE=1 to let everybody do everything",
    );
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    signIn,
    groups: { manager: values.RENDERDECK_MANAGER_GROUPS, operator: values.RENDERDECK_OPERATOR_GROUPS },
    session: {
      key: values.RENDERDECK_SESSION_KEY ? new Secret(values.RENDERDECK_SESSION_KEY) : null,
      idleMs: values.RENDERDECK_SESSION_IDLE_HOURS * HOUR_MS,
      maxMs: values.RENDERDECK_SESSION_MAX_DAYS * 24 * HOUR_MS,
    },
    insecure: isOpenToNetwork,
  };
}
