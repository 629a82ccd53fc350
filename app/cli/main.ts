#!/usr/bin/env node
/** The command line: `renderdeck`, from dist/cli/renderdeck.js. */
import { createInterface } from "node:readline/promises";
import { createApiClient } from "./api-client";
import { type CommandLine, HELP, readCommandLine } from "./command-line";
import { markFetched } from "./commands/fetched";
import { listFrames } from "./commands/frames";
import { type Ask, rerenderFailed } from "./commands/rerender";
import { listTasks } from "./commands/tasks";
import { watchTasks } from "./commands/watch";
import { CommandError, EXIT, type ExitCode } from "./exit-codes";
import type { Output } from "./output";

const { stdin, stdout, stderr } = process;
const version = typeof __VERSION__ === "string" ? __VERSION__ : "development";

const ask: Ask = async (question) => {
  if (!stdin.isTTY) return null;
  const dialog = createInterface({ input: stdin, output: stderr });
  const answer = await dialog.question(`${question} [y/N] `);
  dialog.close();
  return /^\s*y(?:es)?\s*$/i.test(answer);
};

async function run(line: CommandLine, output: Output): Promise<ExitCode> {
  if (line.name === "help") {
    stdout.write(HELP);
    return EXIT.ok;
  }
  if (line.name === "version") {
    stdout.write(`${version}\n`);
    return EXIT.ok;
  }
  const client = createApiClient(line.server, process.env);
  switch (line.name) {
    case "tasks":
      return listTasks(client, line, output);
    case "frames":
      return listFrames(client, line, output);
    case "rerender":
      return rerenderFailed(client, line, output, ask);
    case "fetched":
      return markFetched(client, line, output);
    case "watch":
      return watchTasks(client, line, output);
  }
}

const changedText = { nothing: "Nothing was changed.", unknown: "It is not known whether anything was changed." };

async function main(args: readonly string[]): Promise<ExitCode> {
  const isJson = args.includes("--json");
  const output: Output = {
    line: (text) => void (isJson || stdout.write(`${text}\n`)),
    result: (value) => void (isJson && stdout.write(`${JSON.stringify(value)}\n`)),
    notice: (text) => void stderr.write(`${text}\n`),
  };
  try {
    return await run(readCommandLine(args), output);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const { exitCode, message, changed, remedy } = error;
    output.result({ error: { exitCode, message, changed, remedy } });
    output.notice(`${message} ${changedText[changed]} ${remedy}`);
    return exitCode;
  }
}

// A reader that closes the pipe early, such as head, is no failure.
stdout.on("error", () => process.exit(EXIT.ok));
process.exitCode = await main(process.argv.slice(2));
