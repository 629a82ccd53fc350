/** The demo farm behind HTTP, for a start without an account. The only file of the proxy that imports from mocks. */
import { randomBytes } from "node:crypto";
import { createFarm } from "../../mocks/farm/farm";
import { startUpstream } from "../../mocks/upstream";
import { ConfigError, type Environment, type UpstreamConfig } from "../proxy/config";
import { Secret } from "../proxy/signing/secret";
import type { DialectName } from "../proxy/upstream/dialect";

export type DemoFarm = { readonly upstream: UpstreamConfig; readonly close: () => Promise<void> };

/** The integer in a variable, or `defaultValue`. If the variable is not an integer, a message is added to `problems`. */
function integer(env: Environment, name: string, defaultValue: number, problems: string[]): number {
  const text = env[name]?.trim();
  if (!text) return defaultValue;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  problems.push(`${name} must be a whole number up to 999999, e.g. ${defaultValue}`);
  return defaultValue;
}

/** Starts the farm on a free loopback port with random credentials, so requests are really signed. Throws ConfigError. */
export async function startDemoFarm(env: Environment, dialect: DialectName = "current"): Promise<DemoFarm> {
  const problems: string[] = [];
  const tasks = integer(env, "RENDERDECK_DEMO_TASKS", 200, problems);
  const frames = integer(env, "RENDERDECK_DEMO_FRAMES", 2000, problems);
  const seed = integer(env, "RENDERDECK_DEMO_SEED", 1, problems);
  const delaySeconds = integer(env, "RENDERDECK_DEMO_EFFECT_DELAY", 0, problems);
  if (problems.length > 0) throw new ConfigError(problems);

  const accessId = `demo-${randomBytes(8).toString("hex")}`;
  const accessKey = randomBytes(32).toString("base64url");
  const farm = createFarm({ seed, now: Date.now, tasks, frames, effectDelayMs: delaySeconds * 1000 });
  const server = await startUpstream({ farm, accessId, accessKey, port: 0 });
  return {
    upstream: {
      protocol: "http",
      domain: `127.0.0.1:${server.port}`,
      accessId,
      accessKey: new Secret(accessKey),
      platform: "2",
      channel: "4",
      dialect,
    },
    close: () => server.close(),
  };
}
