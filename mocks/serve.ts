/** `npm run farm`: the demo farm alone, behind HTTP, for the proxy or for the vendor's clients. */
import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { parseArgs } from "node:util";
import { whenNpmEnds } from "../app/server/npm-parent";
import { createFarm } from "./farm/farm";
import { type RunningUpstream, startUpstream, type UpstreamOptions } from "./upstream";

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

Environment, or .env in this folder:
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

type Pair = { readonly accessId: string; readonly accessKey: string; readonly source: "demo" | "environment" | ".env" };

/** A variable in the environment wins over .env, as it does for the server. */
function readPair(env: NodeJS.ProcessEnv): Pair {
  const hasOwn = Boolean(env["RENDERBUS_ACCESS_ID"] || env["RENDERBUS_ACCESS_KEY"]);
  if (!hasOwn && existsSync(".env")) loadEnvFile(".env");
  const { RENDERBUS_ACCESS_ID: accessId, RENDERBUS_ACCESS_KEY: accessKey } = env;
  if (accessId && accessKey) return { accessId, accessKey, source: hasOwn ? "environment" : ".env" };
  if (!accessId && !accessKey) return { ...DEMO_PAIR, source: "demo" };
  throw new UsageError("Set both RENDERBUS_ACCESS_ID and RENDERBUS_ACCESS_KEY, or neither for a demo pair");
}

/** How to connect Renderdeck. A pair that somebody has set is not printed: it may be the one of a real account. */
function recipe({ accessId, accessKey, source }: Pair, farmPort: number): string[] {
  const lines = ["RENDERBUS_PROTOCOL=http", `RENDERBUS_DOMAIN=127.0.0.1:${farmPort}`, "RENDERBUS_DIALECT=current"];
  if (source !== "demo")
    return [
      `Signed with the pair of the ${source === ".env" ? "file .env" : source}. Renderdeck needs it and:`,
      ...lines,
    ];
  return [
    "To connect Renderdeck, put these lines into .env and run npm start in another terminal:",
    `RENDERBUS_ACCESS_ID=${accessId}`,
    `RENDERBUS_ACCESS_KEY=${accessKey}`,
    ...lines,
  ];
}

/** Rejects with an explanation if the port cannot be used. */
async function listen(options: UpstreamOptions & { readonly port: number }): Promise<RunningUpstream> {
  try {
    return await startUpstream(options);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const next = options.port + 1;
    if (code === "EADDRINUSE")
      throw new UsageError(
        `Port ${options.port} is in use: stop the other program, or choose another one with --port ${next}`,
      );
    if (code === "EACCES") throw new UsageError(`Port ${options.port} needs privileges: choose one above 1023`);
    throw error;
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(HELP);
    return;
  }
  const { port, tasks, frames, seed } = options;
  const pair = readPair(process.env);
  const farm = createFarm({ seed, now: Date.now, tasks, frames });
  const upstream = await listen({ farm, accessId: pair.accessId, accessKey: pair.accessKey, port });
  console.log(`Farm with ${farm.jobs.length} tasks on ${upstream.origin}`);
  for (const line of recipe(pair, upstream.port)) console.log(line);
  const end = () => {
    stopWatch();
    void upstream.close();
  };
  const stopWatch = whenNpmEnds(end);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
