/** Where the metrics are served, from environment variables; decision 097. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import type { Environment } from "../../proxy/config";
import { ConfigError } from "../../proxy/config";
import { Secret } from "../../proxy/signing/secret";

export type MetricsConfig = {
  /** A port of their own; null: `/metrics` of the server's port. */
  readonly port: number | null;
  /** What a request from another machine must present; null: such requests are refused on the server's port. */
  readonly secret: Secret | null;
};

/** Shorter secrets can be guessed. */
const MIN_SECRET = 16;

/** Each message completes a sentence that starts with the variable's name. */
const schema = z.object({
  RENDERDECK_METRICS: z
    .enum(["1", "true", "0", "false"], "must be 1 or true to serve metrics, 0 or false not to")
    .default("0")
    .transform((text) => text === "1" || text === "true"),
  RENDERDECK_METRICS_PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, "must be a port from 0 to 65535, e.g. 9464")
    .transform(Number)
    .optional(),
  RENDERDECK_METRICS_SECRET_FILE: z.string().optional(),
});

const names = Object.keys(schema.shape);

function readSecret(file: string): Secret {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch {
    throw new ConfigError(["RENDERDECK_METRICS_SECRET_FILE must name a file that this server can read"]);
  }
  if (text.length < MIN_SECRET)
    throw new ConfigError([`RENDERDECK_METRICS_SECRET_FILE must name a file with at least ${MIN_SECRET} characters`]);
  return new Secret(text);
}

/** null: no metrics. Throws ConfigError. */
export function metricsConfigOf(env: Environment): MetricsConfig | null {
  const set = names.flatMap((name) => (env[name]?.trim() ? [[name, env[name]?.trim()] as const] : []));
  const result = schema.safeParse(Object.fromEntries(set));
  if (!result.success)
    throw new ConfigError(result.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`));
  const { RENDERDECK_METRICS, RENDERDECK_METRICS_PORT, RENDERDECK_METRICS_SECRET_FILE } = result.data;
  if (!RENDERDECK_METRICS) return null;
  return {
    port: RENDERDECK_METRICS_PORT ?? null,
    secret: RENDERDECK_METRICS_SECRET_FILE === undefined ? null : readSecret(RENDERDECK_METRICS_SECRET_FILE),
  };
}
