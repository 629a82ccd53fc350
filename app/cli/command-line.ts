/** The arguments of the command line. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { usageError } from "./exit-codes";

export const HELP = `renderdeck: the tasks of a Renderdeck server on the command line

Usage: renderdeck <command> [options]

Commands
  tasks                         list tasks, newest first
    --state <name,…>            only tasks in these states, such as rendering,failed
    --project <name>            only tasks of this project
    --user <name>               only tasks of this user
    --text <words>              only tasks that contain all these words
    --outputs <soon,…>          only tasks with rendered files in these states: soon (to be deleted within 3 days,
                                not fetched), kept, fetched, gone, none
    --ended-since <when>        only tasks that ended since: 2026-11-02, 2026-11-02T08:00, 24h or 7d
    --limit <number>            at most so many (default 50; 0: all)
  frames <task>                 list the frames of a task or layer
    --failed                    only failed frames
  rerender --failed <task>…     render the failed frames of tasks or layers again
    --max-price <amount>        refuse if it may cost more (or "any"); needed with --yes
    --yes                       do not ask
    --dry-run                   show frames and price, send nothing
  fetched <task>…               mark the rendered files of tasks as fetched
    --undo                      mark them as not fetched
    --name <name>               who has them, where nobody signs in
  watch <task>…                 wait until tasks have ended
    --every <seconds>           time between two looks (default 10, at least 2)

Options of every command
  --server <address>            the server (or RENDERDECK_SERVER; default http://127.0.0.1:8080); with several
                                accounts with the path of one: https://render.example.com/accounts/main
  --json                        one JSON value on standard output
  --help, --version

Its texts are in English, whatever the language of the machine.

The API token is in RENDERDECK_TOKEN, or in the file that RENDERDECK_TOKEN_FILE names.

Exit codes: 0 success · 1 failed · 2 wrong usage · 3 refused by the server · 4 not reachable · 5 price above the bound or
unknown · 6 not confirmed · 7 not known whether something was changed
`;

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const everywhere = { server: text, json: flag, help: flag, version: flag } as const;

const options = {
  tasks: {
    ...everywhere,
    state: text,
    project: text,
    user: text,
    text,
    outputs: text,
    "ended-since": text,
    limit: text,
  },
  frames: { ...everywhere, failed: flag },
  rerender: { ...everywhere, failed: flag, "max-price": text, yes: flag, "dry-run": flag },
  fetched: { ...everywhere, undo: flag, name: text },
  watch: { ...everywhere, every: text },
} as const satisfies Record<string, ParseArgsConfig["options"]>;

export type CommandName = keyof typeof options;

const isCommand = (name: string): name is CommandName => Object.hasOwn(options, name);

/** What was typed. */
export type CommandLine = {
  readonly name: CommandName | "help" | "version";
  /** Ids of tasks. */
  readonly ids: readonly number[];
  readonly isJson: boolean;
  readonly server: string | undefined;
  /** Options of the command by name. */
  readonly texts: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
};

const noCommand = { ids: [], isJson: false, server: undefined, texts: new Map(), flags: new Set<string>() } as const;

function idOf(argument: string): number {
  const id = Number(argument);
  if (!/^\d{1,15}$/.test(argument)) throw usageError(`"${argument}" is no id of a task.`);
  return id;
}

function parse(name: CommandName, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: options[name], allowPositionals: true, strict: true });
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error));
  }
}

const idCounts: Record<CommandName, readonly [min: number, max: number]> = {
  tasks: [0, 0],
  frames: [1, 1],
  rerender: [1, 1000],
  fetched: [1, 5000],
  watch: [1, 1000],
};

/** Reads the arguments. Throws CommandError with the code `usage`. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const [name, ...rest] = args;
  if (name === "--version") return { ...noCommand, name: "version" };
  if (name === undefined || name === "--help" || name === "help" || rest.includes("--help"))
    return { ...noCommand, name: "help" };
  if (!isCommand(name)) throw usageError(`There is no command "${name}".`);
  const { values, positionals } = parse(name, rest);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(values);
  const [min, max] = idCounts[name];
  if (positionals.length < min)
    throw usageError(`renderdeck ${name} needs ${min === max ? "one id" : "ids"} of tasks.`);
  if (positionals.length > max)
    throw usageError(max === 0 ? `renderdeck ${name} takes no ids.` : `At most ${max} id${max === 1 ? "" : "s"}.`);
  return {
    name,
    ids: [...new Set(positionals.map(idOf))],
    isJson: values.json,
    server: values.server,
    texts: new Map(entries.flatMap(([key, value]) => (typeof value === "string" ? [[key, value] as const] : []))),
    flags: new Set(entries.flatMap(([key, value]) => (value === true ? [key] : []))),
  };
}

/** A whole number among the options. */
export function numberOption({ texts }: CommandLine, name: string, ifAbsent: number): number {
  const given = texts.get(name);
  if (given === undefined) return ifAbsent;
  if (!/^\d{1,9}$/.test(given)) throw usageError(`--${name} must be a whole number.`);
  return Number(given);
}

const HOUR_MS = 3_600_000;

/** A moment among the options, epoch ms: a date, or how long ago. */
export function momentOption({ texts }: CommandLine, name: string, nowMs: number): number | null {
  const given = texts.get(name);
  if (given === undefined) return null;
  const ago = /^(\d{1,5})([hd])$/.exec(given);
  if (ago) return nowMs - Number(ago[1]) * (ago[2] === "h" ? HOUR_MS : 24 * HOUR_MS);
  const isDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(given);
  // A date without a time begins at midnight here, not in UTC.
  const ms = Date.parse(given.includes("T") ? given : `${given}T00:00`);
  if (!isDate || Number.isNaN(ms)) throw usageError(`--${name} must be a date, such as 2026-11-02, or 24h or 7d.`);
  return ms;
}
