/** `npm run farm`: the demo farm alone, behind HTTP, for the proxy or for the vendor's clients. */
import { parseArgs } from "node:util";
import { createFarm } from "./farm/farm";
import { startUpstream } from "./upstream";

/** The numeric options with default, largest value and help text. */
const numericOptions = {
  port: { preset: 8787, max: 65_535, help: "Port to listen on; 0 for a free one" },
  tasks: { preset: 60, max: 5000, help: "Number of tasks" },
  frames: { preset: 0, max: 100_000, help: "Frames of one additional task that is rendering; 0 for no such task" },
  seed: { preset: 1, max: 4_294_967_295, help: "Seed of the generated tasks; the same seed gives the same farm" },
} as const;

type OptionName = keyof typeof numericOptions;

const optionLines = Object.entries(numericOptions).map(
  ([name, { preset, max, help }]) => `  ${`--${name} <n>`.padEnd(13)}${help} (default ${preset}, at most ${max})`,
);

const HELP = `Usage: npm run farm -- [options]

Starts the demo farm behind HTTP.

Options:
${optionLines.join("\n")}
  --help       Print this help

Environment:
  RENDERBUS_ACCESS_ID, RENDERBUS_ACCESS_KEY
               The id and key that requests must be signed with (default: a demo pair)`;

const DEMO_PAIR = { accessId: "demo-access-id", accessKey: "demo-access-key" };

class UsageError extends Error {}

/** The values of the options, or null for --help. */
function readOptions(args: string[]): Record<OptionName, number> | null {
  const text = { type: "string" } as const;
  const options = { port: text, tasks: text, frames: text, seed: text, help: { type: "boolean" } } as const;
  const { values } = parseArgs({ args, options });
  if (values.help) return null;
  const read = (name: OptionName) => {
    const { preset, max } = numericOptions[name];
    const value = values[name];
    if (value === undefined) return preset;
    if (!/^\d+$/.test(value) || Number(value) > max)
      throw new UsageError(`--${name} must be a whole number from 0 to ${max}, not "${value}"`);
    return Number(value);
  };
  return { port: read("port"), tasks: read("tasks"), frames: read("frames"), seed: read("seed") };
}

function readPair(env: NodeJS.ProcessEnv): { accessId: string; accessKey: string; isDemo: boolean } {
  const accessId = env["RENDERBUS_ACCESS_ID"];
  const accessKey = env["RENDERBUS_ACCESS_KEY"];
  if (accessId && accessKey) return { accessId, accessKey, isDemo: false };
  if (!accessId && !accessKey) return { ...DEMO_PAIR, isDemo: true };
  throw new UsageError("Set both RENDERBUS_ACCESS_ID and RENDERBUS_ACCESS_KEY, or neither for a demo pair");
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(HELP);
    return;
  }
  const { port, tasks, frames, seed } = options;
  const { accessId, accessKey, isDemo } = readPair(process.env);
  const farm = createFarm({ seed, now: Date.now, tasks, frames });
  const upstream = await startUpstream({ farm, accessId, accessKey, port });
  console.log(`Farm with ${farm.jobs.length} tasks on ${upstream.origin}`);
  if (isDemo) console.log(`Demo pair: RENDERBUS_ACCESS_ID=${accessId} RENDERBUS_ACCESS_KEY=${accessKey}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      void upstream.close();
    });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
