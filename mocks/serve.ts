/** `npm run farm`: the farm alone, behind HTTP, for the proxy or for the vendor's own clients to talk to. */
import { parseArgs } from "node:util";
import { createFarm } from "./farm/farm";
import { startUpstream } from "./upstream";

/** Every option with its default and its largest value. */
const limits = {
  port: { preset: 8787, most: 65_535 },
  tasks: { preset: 60, most: 5000 },
  frames: { preset: 0, most: 100_000 },
  seed: { preset: 1, most: 4_294_967_295 },
} as const;

const DEMO_PAIR = { accessId: "demo-access-id", accessKey: "demo-access-key" };

class UsageError extends Error {}

function readOptions(args: string[]): Record<keyof typeof limits, number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args, options: { port: text, tasks: text, frames: text, seed: text } });
  const read = (name: keyof typeof limits) => {
    const { preset, most } = limits[name];
    const written = values[name];
    if (written === undefined) return preset;
    if (!/^\d+$/.test(written) || Number(written) > most)
      throw new UsageError(`--${name} must be a whole number from 0 to ${most}, not "${written}"`);
    return Number(written);
  };
  return { port: read("port"), tasks: read("tasks"), frames: read("frames"), seed: read("seed") };
}

function readPair(env: NodeJS.ProcessEnv): { accessId: string; accessKey: string; demo: boolean } {
  const accessId = env["RENDERBUS_ACCESS_ID"];
  const accessKey = env["RENDERBUS_ACCESS_KEY"];
  if (accessId && accessKey) return { accessId, accessKey, demo: false };
  if (!accessId && !accessKey) return { ...DEMO_PAIR, demo: true };
  throw new UsageError("Set both RENDERBUS_ACCESS_ID and RENDERBUS_ACCESS_KEY, or neither for a demo pair");
}

async function main(): Promise<void> {
  const { port, tasks, frames, seed } = readOptions(process.argv.slice(2));
  const { accessId, accessKey, demo } = readPair(process.env);
  const farm = createFarm({ seed, now: Date.now, tasks, frames });
  const upstream = await startUpstream({ farm, accessId, accessKey, port });
  console.log(`Farm with ${farm.jobs.length} tasks on ${upstream.origin}`);
  if (demo) console.log(`Demo pair: RENDERBUS_ACCESS_ID=${accessId} RENDERBUS_ACCESS_KEY=${accessKey}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      void upstream.close();
    });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
