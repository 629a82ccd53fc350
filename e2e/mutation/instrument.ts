/** The mutants of a room, by Stryker's instrumenter: each file with all of its mutants inside, and a switch that activates one. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { Instrumenter } from "@stryker-mutator/instrumenter";

export type Mutant = {
  readonly id: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
};

export type Instrumented = {
  /** Source text by file, relative to the working directory. */
  readonly files: Readonly<Record<string, string>>;
  readonly mutants: readonly Mutant[];
};

const isMutated = (file: string) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|(?:^|\/)(?:fixtures|testing)\//.test(file);

const silent = () => undefined;
const logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/** Instruments the source files of a folder; tests, fixtures and test helpers stay as they are. */
export async function instrument(folder: string): Promise<Instrumented> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(isMutated).toSorted();
  const sources = new Map(names.map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`, "utf8")]));
  const result = await new Instrumenter(logger).instrument(
    [...sources].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  const mutants = result.mutants.map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => ({
    id,
    file: fileName,
    line: start.line + 1,
    column: start.column + 1,
    mutator: mutatorName,
    original: textBetween(sources.get(fileName) ?? "", start, end),
    replacement,
  }));
  return { files: Object.fromEntries(result.files.map(({ name, content }) => [name, content])), mutants };
}

type Place = { readonly line: number; readonly column: number };

/** The text between two places, counted from 0. */
function textBetween(source: string, start: Place, end: Place): string {
  const lines = source.split("\n").slice(start.line, end.line + 1);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? "").slice(0, end.column);
  lines[0] = (lines[0] ?? "").slice(start.column);
  return lines.join("\n");
}

/** The ids of a share (0 to 1) of the mutants, always the same ones: a mutant's place and text decide. */
export function sampleOf(mutants: readonly Mutant[], share: number): string[] {
  const isSampled = ({ file, line, column, replacement }: Mutant) =>
    createHash("sha256").update(`${file}:${line}:${column}:${replacement}`).digest().readUInt32BE(0) < share * 2 ** 32;
  return mutants.filter(isSampled).map(({ id }) => id);
}
