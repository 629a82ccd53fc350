/** The configuration of the proxy: environment variables and .env, read and checked once at start. */
import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import * as z from "zod";
import { type AccountConfig, type Environment, readAccounts, type UpstreamConfig } from "./accounts";
import { type TrustedProxies, trustedProxiesOf } from "./http/trusted-proxies";
import { limitsOf, limitVariables } from "./limits/limits-config";
import type { LimitsConfig } from "./limits/rate-limits";
import type { DialectName } from "./upstream/dialect";

export type { AccountConfig, Environment, UpstreamConfig } from "./accounts";

export type Config = {
  readonly host: string;
  readonly port: number;
  readonly readOnly: boolean;
  /** Whether viewers get amounts and prices; managers always do. */
  readonly viewersSeeMoney: boolean;
  /** Origins in the browser's address bar if a reverse proxy is in front, e.g. `https://render.example.com`. */
  readonly publicOrigins: readonly string[];
  /** The servers in front, whose headers count. */
  readonly trustedProxies: TrustedProxies;
  /** How many requests a person and an address may send. */
  readonly limits: LimitsConfig;
  /** The dialect of the farm, also of the demo farm. */
  readonly dialect: DialectName;
  /** null: no account is configured, so the demo farm is used. */
  readonly upstream: UpstreamConfig | null;
  /** The numbered accounts; none: `upstream` is the only one. */
  readonly accounts: readonly AccountConfig[];
};

/** All problems of the configuration, one line each, with the variable and the remedy. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(problems: readonly string[]) {
    super(["The configuration cannot be used:", ...problems.map((problem) => `  - ${problem}`)].join("\n"));
  }
}

const booleans = new Map([
  ["1", true],
  ["true", true],
  ["0", false],
  ["false", false],
]);

/** A variable that is 1, true, 0 or false, by default 0. `rule` completes a sentence that starts with its name. */
export const booleanText = (rule: string) =>
  z
    .string()
    .refine((text) => booleans.has(text), rule)
    .default("0")
    .transform((text) => booleans.get(text) ?? false);

const isOrigin = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** Each message completes a sentence that starts with the variable's name. */
const environmentSchema = z.object({
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, "must be the address to listen on, e.g. 127.0.0.1, or 0.0.0.0 for every network")
    .default("127.0.0.1"),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, "must be a port from 0 to 65535, e.g. 8080")
    .default("8080")
    .transform(Number),
  READ_ONLY: booleanText("must be 1 or true to refuse all changes, 0 or false to allow them"),
  VIEWERS_SEE_MONEY: booleanText("must be 1 or true to show amounts with READ_ONLY, 0 or false to hide them"),
  PUBLIC_ORIGIN: z
    .string()
    .default("")
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .refine(
      (list) => list.every(isOrigin),
      "must be the origin in the browser's address bar, without a path, e.g. https://render.example.com (several: separated by commas)",
    ),
  RENDERDECK_TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((text, context) => {
      const proxies = trustedProxiesOf(text.split(/[\s,]+/).filter(Boolean));
      if (proxies) return proxies;
      context.addIssue(
        "must list the addresses or networks of the servers in front, and not every address, e.g. 127.0.0.1, 10.0.0.0/8",
      );
      return z.NEVER;
    }),
  ...limitVariables,
});

/** An empty variable, as in a copied .env.example, counts as not set. */
export const withoutEmpty = (env: Environment) =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()] as const] : [])),
  );

/** Parses the variables. Throws ConfigError with all problems at once; no message contains a value. */
export function parseConfig(source: Environment): Config {
  const env = withoutEmpty(source);
  const result = environmentSchema.safeParse(env);
  const farm = readAccounts(env);
  const problems = [
    ...farm.problems,
    ...(result.error?.issues ?? []).map(({ path, message }) => `${String(path[0])} ${message}`),
  ];
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  const { HOST, PORT, READ_ONLY, VIEWERS_SEE_MONEY, PUBLIC_ORIGIN, RENDERDECK_TRUSTED_PROXIES } = result.data;
  return {
    host: HOST,
    port: PORT,
    readOnly: READ_ONLY,
    viewersSeeMoney: VIEWERS_SEE_MONEY,
    publicOrigins: PUBLIC_ORIGIN,
    trustedProxies: RENDERDECK_TRUSTED_PROXIES,
    limits: limitsOf(result.data),
    dialect: farm.dialect,
    upstream: farm.upstream,
    accounts: farm.accounts,
  };
}

/** Reads .env and the environment; a variable in the environment wins. */
export function loadConfig(): Config {
  if (existsSync(".env")) loadEnvFile(".env");
  return parseConfig(process.env);
}
