/**
 * The farm accounts of the configuration: one (`RENDERBUS_ACCESS_ID`, ...), or several that are numbered (`RENDERBUS_1_NAME`,
 * `RENDERBUS_1_ACCESS_ID`, `RENDERBUS_2_NAME`, ...).
 */
import * as z from "zod";
import { withSecretFile } from "./secret-file";
import { Secret } from "./signing/secret";
import type { DialectName } from "./upstream/dialect";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The farm, and the account that signs the requests to it. */
export type UpstreamConfig = {
  readonly protocol: "http" | "https";
  /** Host, with its port if it has one. It is signed exactly as written. */
  readonly domain: string;
  readonly accessId: string;
  readonly accessKey: Secret;
  readonly platform: string;
  readonly channel: string;
  readonly dialect: DialectName;
  /** The address below which the pictures of frames are; absent: the farm itself. */
  readonly previewBase?: string;
};

/** One of several accounts. */
export type AccountConfig = {
  /** Of its variables: `RENDERBUS_1_`. */
  readonly prefix: string;
  /** Its part of every address: /accounts/<name>/tasks. */
  readonly name: string;
  /** What people read. */
  readonly title: string;
  readonly upstream: UpstreamConfig;
};

type Variables = Readonly<Record<string, string>>;

/** `http` exposes every request to the network, so it is allowed to this machine only. */
const LOOPBACK_DOMAIN = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

/** Whether the farm is on this machine. */
export const isLoopbackDomain = (domain: string): boolean => LOOPBACK_DOMAIN.test(domain);

const DOMAIN_RULE =
  "must be a host name, with :port if it needs one, without https:// and without a path, e.g. task.renderbus.com";

const BASE_RULE =
  "must be the address of the pictures without a query, https (or http on this machine), e.g. https://previews.example.com";

/** As requests of the farm: pictures are not sent through a network in the clear. */
function isPictureBase(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, host, username, password, search, hash } = new URL(text);
  if (username || password || search || hash) return false;
  return protocol === "https:" || (protocol === "http:" && isLoopbackDomain(host));
}

const numberText = (subject: string, defaultValue: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be the ${subject} number, e.g. ${defaultValue}`)
    .default(defaultValue);

const credential = (subject: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, `must be the ${subject} as shown on the Renderbus site, without spaces`)
    .optional();

/** The variables of one account without their prefix. Each message completes a sentence that starts with the variable's name. */
const accountSchema = z.object({
  ACCESS_ID: credential("accessId"),
  ACCESS_KEY: credential("accessKey"),
  DOMAIN: z
    .string()
    .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/, DOMAIN_RULE)
    .refine((domain) => URL.canParse(`https://${domain}`), DOMAIN_RULE)
    .default("task.renderbus.com"),
  PROTOCOL: z.enum(["https", "http"], "must be https (or http for a farm on this machine)").default("https"),
  PLATFORM: numberText("platform", "2"),
  CHANNEL: numberText("channel", "4"),
  DIALECT: z
    .enum(["2018", "current"], "must be 2018 (the specification) or current (the live farm since September 2020)")
    .optional(),
  PREVIEW_BASE: z.string().refine(isPictureBase, BASE_RULE).optional(),
});

/** Of an account that names none: the specification. The demo farm has everything on show. */
const DEFAULT_DIALECT = "2018";
const DEMO_DIALECT = "current";

const labelSchema = z.object({
  NAME: z
    .string("must be set: the account's part of the address, e.g. cn")
    .regex(/^[a-z\d][a-z\d-]{0,19}$/, "must be at most 20 small letters, digits and hyphens, e.g. cn")
    .refine((name) => name !== "all", "must not be all"),
  TITLE: z
    .string()
    .max(40, "must have at most 40 characters")
    .regex(/^\P{Cc}*$/u, "must be one line")
    .optional(),
});

const ONLY = "RENDERBUS_";
const NUMBERED = /^RENDERBUS_([1-9]\d?)_/;

/** The address of the pictures of every account that has none of its own. */
const SHARED_PREVIEW_BASE = "RENDERDECK_PREVIEW_BASE";

const withoutPrefix = (env: Variables, prefix: string): Variables =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );

const issuesOf = (error: z.ZodError | undefined, prefix: string) =>
  (error?.issues ?? []).map(({ path, message }) => `${prefix}${String(path[0])} ${message}`);

/** The account of these variables; null: neither id nor key is set. */
function readUpstream(env: Variables, prefix: string) {
  const shared = env[SHARED_PREVIEW_BASE];
  const own = { ...(shared === undefined ? {} : { PREVIEW_BASE: shared }), ...withoutPrefix(env, prefix) };
  const { variables, problems: unreadable } = withSecretFile(own, "ACCESS_KEY", prefix);
  const result = accountSchema.safeParse(variables);
  const problems = [...unreadable, ...issuesOf(result.error, prefix)];
  const { ACCESS_ID: accessId, ACCESS_KEY: accessKey, PROTOCOL: protocol, DOMAIN: domain } = variables;
  const incomplete = (present: string, missing: string) =>
    `${prefix}${missing} is not set but ${prefix}${present} is: set both to use your account, or neither to use the demo farm`;
  if (accessId && !accessKey && problems.length === 0) problems.push(incomplete("ACCESS_ID", "ACCESS_KEY"));
  if (accessKey && !accessId) problems.push(incomplete("ACCESS_KEY", "ACCESS_ID"));
  if (protocol === "http" && !isLoopbackDomain(domain ?? "task.renderbus.com"))
    problems.push(
      `${prefix}PROTOCOL may be http only for a farm on this machine (${prefix}DOMAIN 127.0.0.1, localhost or [::1]): set it to https`,
    );
  const { data } = result;
  const upstream: UpstreamConfig | null =
    data?.ACCESS_ID === undefined || data.ACCESS_KEY === undefined
      ? null
      : {
          protocol: data.PROTOCOL,
          domain: data.DOMAIN,
          accessId: data.ACCESS_ID,
          accessKey: new Secret(data.ACCESS_KEY),
          platform: data.PLATFORM,
          channel: data.CHANNEL,
          dialect: data.DIALECT ?? DEFAULT_DIALECT,
          ...(data.PREVIEW_BASE === undefined ? {} : { previewBase: data.PREVIEW_BASE }),
        };
  return { problems, upstream, dialect: data?.DIALECT ?? (upstream ? DEFAULT_DIALECT : DEMO_DIALECT) };
}

function readNumbered(env: Variables, prefix: string) {
  const { problems, upstream } = readUpstream(env, prefix);
  const label = labelSchema.safeParse(withoutPrefix(env, prefix));
  const missing = !upstream && problems.length === 0 ? [`${prefix}ACCESS_ID and ${prefix}ACCESS_KEY must be set`] : [];
  const account =
    label.data && upstream
      ? { prefix, name: label.data.NAME, title: label.data.TITLE ?? label.data.NAME, upstream }
      : null;
  return { prefix, account, problems: [...issuesOf(label.error, prefix), ...problems, ...missing] };
}

type Numbered = ReturnType<typeof readNumbered>;

/** Two accounts with one name have one address; one account twice is read twice. */
function repetitions(accounts: readonly Numbered[], variable: string, keyOf: (account: AccountConfig) => string) {
  const first = new Map<string, string>();
  return accounts.flatMap(({ prefix, account }) => {
    if (!account) return [];
    const value = keyOf(account);
    const former = first.get(value);
    if (former === undefined) first.set(value, prefix);
    return former === undefined
      ? []
      : [`${prefix}${variable} is the same as ${former}${variable}: each account needs its own`];
  });
}

/** Reads the accounts. `upstream` null without numbered accounts: the demo farm is used. */
export function readAccounts(env: Variables): {
  readonly problems: readonly string[];
  readonly upstream: UpstreamConfig | null;
  readonly accounts: readonly AccountConfig[];
  readonly dialect: DialectName;
} {
  const numbers = new Set(Object.keys(env).flatMap((name) => NUMBERED.exec(name)?.[1] ?? []));
  const only = readUpstream(env, ONLY);
  if (numbers.size === 0) return { ...only, accounts: [] };
  const numbered = [...numbers]
    .toSorted((a, b) => Number(a) - Number(b))
    .map((number) => readNumbered(env, `RENDERBUS_${number}_`));
  const mixed = Object.keys(env).filter((name) => name.startsWith(ONLY) && !NUMBERED.test(name));
  return {
    problems: [
      ...mixed.map((name) => `${name} is set beside numbered accounts: give it the number of its account`),
      ...numbered.flatMap(({ problems }) => problems),
      ...repetitions(numbered, "NAME", ({ name }) => name),
      ...repetitions(numbered, "ACCESS_ID", ({ upstream }) => `${upstream.domain} ${upstream.accessId}`),
    ],
    upstream: null,
    accounts: numbered.flatMap(({ account }) => account ?? []),
    dialect: only.dialect,
  };
}
