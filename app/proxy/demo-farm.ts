/** The farm of our own behind real HTTP, for a start without an account. The one proxy file that reaches into mocks. */
import { randomBytes } from "node:crypto";
import { createFarm } from "../../mocks/farm/farm";
import { startUpstream } from "../../mocks/upstream";
import { ConfigError, type Upstream } from "./config";
import { Secret } from "./signing/secret";
import type { DialectName } from "./upstream/dialect";

type Environment = Readonly<Record<string, string | undefined>>;

export type DemoFarm = { readonly upstream: Upstream; readonly close: () => Promise<void> };

/** A whole number from a variable; `problems` collects what is none. */
function count(env: Environment, name: string, preset: number, problems: string[]): number {
  const text = env[name]?.trim();
  if (!text) return preset;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  problems.push(`${name} must be a whole number up to 999999, e.g. ${preset}`);
  return preset;
}

/** Starts the farm on a free loopback port with a random pair, so that signing is for real. Throws ConfigError. */
export async function startDemoFarm(env: Environment, dialect: DialectName = "2018"): Promise<DemoFarm> {
  const problems: string[] = [];
  const tasks = count(env, "RENDERDECK_DEMO_TASKS", 200, problems);
  const frames = count(env, "RENDERDECK_DEMO_FRAMES", 2000, problems);
  const seed = count(env, "RENDERDECK_DEMO_SEED", 1, problems);
  if (problems.length > 0) throw new ConfigError(problems);

  const accessId = `demo-${randomBytes(8).toString("hex")}`;
  const accessKey = randomBytes(32).toString("base64url");
  const farm = createFarm({ seed, now: Date.now, tasks, frames });
  const running = await startUpstream({ farm, accessId, accessKey, port: 0 });
  return {
    upstream: {
      protocol: "http",
      domain: `127.0.0.1:${running.port}`,
      accessId,
      accessKey: new Secret(accessKey),
      platform: "2",
      channel: "4",
      dialect,
    },
    close: () => running.close(),
  };
}
