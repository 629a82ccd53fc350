/** The configuration of the proxy: environment variables and .env, read and checked once at start. */
import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import * as z from "zod";
import { Secret } from "./signing/secret";
import type { DialectName } from "./upstream/dialect";

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
};

export type Config = {
  readonly host: string;
  readonly port: number;
  readonly readOnly: boolean;
  /** Origins in the browser's address bar if a reverse proxy is in front, e.g. `https://render.example.com`. */
  readonly publicOrigins: readonly string[];
  /** The dialect of the farm, also of the demo farm. */
  readonly dialect: DialectName;
  /** null: no account is configured, so the demo farm is used. */
  readonly upstream: UpstreamConfig | null;
};

/** All problems of the configuration, one line each, with the variable and the remedy. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(problems: readonly string[]) {
    super(["The configuration cannot be used:", ...problems.map((problem) => `  - ${problem}`)].join("\n"));
  }
}

/** `http` exposes every request to the network, so it is allowed to this machine only. */
const LOOPBACK_DOMAIN = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

const DOMAIN_RULE =
  "must be a host name, with :port if it needs one, without https:// and without a path, e.g. task.renderbus.com";

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

const booleans = new Map([
  ["1", true],
  ["true", true],
  ["0", false],
  ["false", false],
]);

const isOrigin = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** Each message completes a sentence that starts with the variable's name. */
const environmentSchema = z.object({
  RENDERBUS_ACCESS_ID: credential("accessId"),
  RENDERBUS_ACCESS_KEY: credential("accessKey"),
  RENDERBUS_DOMAIN: z
    .string()
    .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/, DOMAIN_RULE)
    .refine((domain) => URL.canParse(`https://${domain}`), DOMAIN_RULE)
    .default("task.renderbus.com"),
  RENDERBUS_PROTOCOL: z.enum(["https", "http"], "must be https (or http for a farm on this machine)").default("https"),
  RENDERBUS_PLATFORM: numberText("platform", "2"),
  RENDERBUS_CHANNEL: numberText("channel", "4"),
  RENDERBUS_DIALECT: z
    .enum(["2018", "current"], "must be 2018 (the specification) or current (the live farm since September 2020)")
    .default("2018"),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, "must be the address to listen on, e.g. 127.0.0.1, or 0.0.0.0 for every network")
    .default("127.0.0.1"),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, "must be a port from 0 to 65535, e.g. 8080")
    .default("8080")
    .transform(Number),
  READ_ONLY: z
    .string()
    .refine((text) => booleans.has(text), "must be 1 or true to refuse all changes, 0 or false to allow them")
    .default("0")
    .transform((text) => booleans.get(text) ?? false),
  PUBLIC_ORIGIN: z
    .string()
    .default("")
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .refine(
      (list) => list.every(isOrigin),
      "must be the origin in the browser's address bar, without a path, e.g. https://render.example.com (several: separated by commas)",
    ),
});

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable, as in a copied .env.example, counts as not set. */
const withoutEmpty = (env: Environment) =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()] as const] : [])),
  );

const incompletePair = (present: string, missing: string): string =>
  `${missing} is not set but ${present} is: set both to use your account, or neither to use the demo farm`;

/** Problems that involve two variables. */
function crossProblems(env: Readonly<Record<string, string>>): string[] {
  const problems: string[] = [];
  const { RENDERBUS_ACCESS_ID: accessId, RENDERBUS_ACCESS_KEY: accessKey, RENDERBUS_PROTOCOL: protocol } = env;
  if (accessId && !accessKey) problems.push(incompletePair("RENDERBUS_ACCESS_ID", "RENDERBUS_ACCESS_KEY"));
  if (accessKey && !accessId) problems.push(incompletePair("RENDERBUS_ACCESS_KEY", "RENDERBUS_ACCESS_ID"));
  if (protocol === "http" && !LOOPBACK_DOMAIN.test(env["RENDERBUS_DOMAIN"] ?? "task.renderbus.com"))
    problems.push(
      "RENDERBUS_PROTOCOL may be http only for a farm on this machine (RENDERBUS_DOMAIN 127.0.0.1, localhost or [::1]): set it to https",
    );
  return problems;
}

/** Parses the variables. Throws ConfigError with all problems at once; no message contains a value. */
export function parseConfig(source: Environment): Config {
  const env = withoutEmpty(source);
  const result = environmentSchema.safeParse(env);
  const problems = [
    ...(result.error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`),
    ...crossProblems(env),
  ];
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  const { RENDERBUS_ACCESS_ID: accessId, RENDERBUS_ACCESS_KEY: accessKey, ...rest } = result.data;
  return {
    host: rest.HOST,
    port: rest.PORT,
    readOnly: rest.READ_ONLY,
    publicOrigins: rest.PUBLIC_ORIGIN,
    dialect: rest.RENDERBUS_DIALECT,
    upstream:
      accessId === undefined || accessKey === undefined
        ? null
        : {
            protocol: rest.RENDERBUS_PROTOCOL,
            domain: rest.RENDERBUS_DOMAIN,
            accessId,
            accessKey: new Secret(accessKey),
            platform: rest.RENDERBUS_PLATFORM,
            channel: rest.RENDERBUS_CHANNEL,
            dialect: rest.RENDERBUS_DIALECT,
          },
  };
}

/** Reads .env and the environment; a variable in the environment wins. */
export function loadConfig(): Config {
  if (existsSync(".env")) loadEnvFile(".env");
  return parseConfig(process.env);
}
