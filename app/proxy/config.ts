/** The proxy's configuration: read once, from the environment and .env, and checked before anything starts. */
import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import * as z from "zod";
import { Secret } from "./signing/secret";
import type { DialectName } from "./upstream/dialect";

/** The farm that requests are signed for. */
export type Upstream = {
  readonly protocol: "http" | "https";
  /** Host with its port if it has one; signed exactly as written. */
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
  /** Origins browsers use when another server stands in front, `https://render.example.com`. */
  readonly publicOrigins: readonly string[];
  /** How the farm is spoken to, the built-in one included. */
  readonly dialect: DialectName;
  /** null: no account is configured, the built-in farm is used. */
  readonly upstream: Upstream | null;
};

/** Every problem of the configuration, one line each, naming the variable and the remedy. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(problems: readonly string[]) {
    super(["The configuration cannot be used:", ...problems.map((problem) => `  - ${problem}`)].join("\n"));
  }
}

/** `http` would show every request to the network, so it is for this machine only. */
const LOOPBACK_DOMAIN = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

const DOMAIN_RULE =
  "must be a host name, with :port if it needs one, without https:// and without a path, e.g. task.renderbus.com";

const digits = (what: string, preset: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be the ${what} number, e.g. ${preset}`)
    .default(preset);

const credential = (what: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, `must be the ${what} as the Renderbus site shows it, without spaces`)
    .optional();

const flags = new Map([
  ["1", true],
  ["true", true],
  ["0", false],
  ["false", false],
]);

const isOrigin = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** Every message is the second half of a sentence that begins with the variable's name. */
const environment = z.object({
  RENDERBUS_ACCESS_ID: credential("accessId"),
  RENDERBUS_ACCESS_KEY: credential("accessKey"),
  RENDERBUS_DOMAIN: z
    .string()
    .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/, DOMAIN_RULE)
    .refine((domain) => URL.canParse(`https://${domain}`), DOMAIN_RULE)
    .default("task.renderbus.com"),
  RENDERBUS_PROTOCOL: z
    .enum(["https", "http"], "must be https (or http, to a farm on this machine only)")
    .default("https"),
  RENDERBUS_PLATFORM: digits("platform", "2"),
  RENDERBUS_CHANNEL: digits("channel", "4"),
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
    .refine((text) => flags.has(text), "must be 1 or true to refuse every change, 0 or false to allow them")
    .default("0")
    .transform((text) => flags.get(text) ?? false),
  PUBLIC_ORIGIN: z
    .string()
    .default("")
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .refine(
      (list) => list.every(isOrigin),
      "must be what the browser's address bar begins with, without a path, e.g. https://render.example.com (several: separated by commas)",
    ),
});

type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is there but empty, as in a copied .env.example, counts as not set. */
const withoutEmpty = (env: Environment) =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()] as const] : [])),
  );

function onlyOne(set: string, missing: string): string {
  return `${missing} is not set but ${set} is: set both to use your account, or neither to see the built-in demo farm`;
}

/** Problems that one variable alone does not show. */
function jointProblems(env: Readonly<Record<string, string>>): string[] {
  const problems: string[] = [];
  const { RENDERBUS_ACCESS_ID: accessId, RENDERBUS_ACCESS_KEY: accessKey, RENDERBUS_PROTOCOL: protocol } = env;
  if (accessId && !accessKey) problems.push(onlyOne("RENDERBUS_ACCESS_ID", "RENDERBUS_ACCESS_KEY"));
  if (accessKey && !accessId) problems.push(onlyOne("RENDERBUS_ACCESS_KEY", "RENDERBUS_ACCESS_ID"));
  if (protocol === "http" && !LOOPBACK_DOMAIN.test(env["RENDERBUS_DOMAIN"] ?? "task.renderbus.com"))
    problems.push(
      "RENDERBUS_PROTOCOL may be http only for a farm on this machine (RENDERBUS_DOMAIN 127.0.0.1, localhost or [::1]): set it to https",
    );
  return problems;
}

/** Reads the variables. Throws ConfigError with all problems at once; no message holds a value. */
export function readConfig(source: Environment): Config {
  const env = withoutEmpty(source);
  const read = environment.safeParse(env);
  const problems = [
    ...(read.error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`),
    ...jointProblems(env),
  ];
  if (!read.success || problems.length > 0) throw new ConfigError(problems);
  const { RENDERBUS_ACCESS_ID: accessId, RENDERBUS_ACCESS_KEY: accessKey, ...rest } = read.data;
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

/** The configuration of this process; a variable that is set wins over .env. */
export function loadConfig(): Config {
  if (existsSync(".env")) loadEnvFile(".env");
  return readConfig(process.env);
}
