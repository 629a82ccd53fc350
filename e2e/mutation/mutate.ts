/**
 * `npm run mutate [-- room …]`: mutation tests of the rooms, each by its own tests. Prints the mutants that no test finds and
 * a summary, and fails under a score of 85 %. A stopped run continues with `npm run mutate -- --continue room …`.
 * `MUTATE_SHARE=0.2` samples a fifth, always the same mutants.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { appendEvent, MutationState, readEvents } from "./events";
import { instrument, type Mutant, sampleOf } from "./instrument";

const ROOMS = ["mirror", "protocol", "proxy", "queries"];
const MIN_SCORE = 85;
/** Tests up to this many milliseconds run in the first round, and so on: most mutants are found by fast tests. */
const ROUNDS_MS = [20, 100, 1000, Number.MAX_SAFE_INTEGER];
/** A mutant without a result for this long hangs the process, ms. */
const MAX_SILENCE_MS = 25_000;
const FOLDER = "test-results/mutation";

const share = Number(process.env["MUTATE_SHARE"] ?? 1);
const args = process.argv.slice(2);
const chosen = args.filter((arg) => ROOMS.includes(arg));

function startVitest(room: string, maxMs: number): ChildProcess {
  const env = {
    ...process.env,
    MUTATION_ROOM: room,
    MUTATION_EVENTS: eventsOf(room),
    MUTATION_SOURCES: sourcesOf(room),
    MUTATION_MAX_MS: String(maxMs),
    // Repeated tests add listeners to one signal.
    NODE_NO_WARNINGS: "1",
  };
  const command = ["-n", "10", process.execPath, "node_modules/vitest/vitest.mjs", "run"];
  const options = ["--config", "vitest.mutation.config.ts", "--reporter=dot", "--silent", "--passWithNoTests"];
  return spawn("nice", [...command, ...options], { env, stdio: ["ignore", "ignore", "inherit"] });
}

const eventsOf = (room: string) => `${FOLDER}/${room}.jsonl`;
const sourcesOf = (room: string) => `${FOLDER}/${room}-sources.json`;

/** Runs the tests up to `maxMs` long; a mutant that hangs is ended and counts as timed out. */
async function runRound(room: string, maxMs: number): Promise<void> {
  const child = startVitest(room, maxMs);
  const closed = once(child, "close");
  let [size, quietSinceMs] = [0, Date.now()];
  while (child.exitCode === null && child.signalCode === null) {
    await Promise.race([closed, wait(5000)]);
    const now = statSync(eventsOf(room)).size;
    if (now !== size) [size, quietSinceMs] = [now, Date.now()];
    const isSilent = Date.now() - quietSinceMs > MAX_SILENCE_MS;
    if (isSilent && readEvents(eventsOf(room)).at(-1)?.kind === "started") child.kill("SIGKILL");
  }
  const last = readEvents(eventsOf(room)).at(-1);
  const hasHung = child.signalCode !== null && last?.kind === "started";
  if (hasHung) appendEvent(eventsOf(room), { ...last, kind: "ended", result: "timeout" });
  if (hasHung || last?.kind === "restart") await runRound(room, maxMs);
}

/** The first line of a source text. */
const firstLine = (text: string) => (text.includes("\n") ? `${text.slice(0, text.indexOf("\n"))} …` : text);

const printMutant = (kind: string) => (mutant: Mutant) => {
  const { file, line, column, mutator, original, replacement } = mutant;
  const change = `${firstLine(original)} → ${firstLine(replacement)}`;
  process.stdout.write(`${file}:${line}:${column} ${kind} ${mutator}: ${change}\n`);
};

/** Prints the mutants that were not found; returns the line of the summary. */
function report(room: string, allMutants: readonly Mutant[], state: MutationState): string {
  const mutants = allMutants.filter(({ id }) => state.isSampled(id));
  const coveredIds = new Set([...state.covered.values()].flatMap(({ hits }) => Object.keys(hits)));
  const killed = mutants.filter(({ id }) => state.killed.has(id));
  const timedOut = mutants.filter(({ id }) => state.timedOut.has(id));
  const survived = mutants.filter(({ id }) => coveredIds.has(id) && !state.isFound(id));
  // A value computed at import is the same in every test of a process.
  const uncovered = mutants.filter(({ id }) => !coveredIds.has(id) && !state.imported.has(id) && !state.isFound(id));
  survived.forEach(printMutant("survived"));
  uncovered.forEach(printMutant("no coverage"));
  for (const reason of state.unusable.values()) process.stdout.write(`not used: ${reason}\n`);

  const found = killed.length + timedOut.length;
  const tested = found + survived.length + uncovered.length;
  const score = (100 * found) / Math.max(1, tested);
  if (score < MIN_SCORE) process.exitCode = 1;
  return (
    `${score < MIN_SCORE ? "FAILED" : "ok    "} ${room}: ${score.toFixed(1)} % of ${tested} mutants found ` +
    `(${killed.length} killed, ${timedOut.length} timed out, ${survived.length} survived, ${uncovered.length} without coverage)\n`
  );
}

mkdirSync(FOLDER, { recursive: true });
const summary: string[] = [];
for (const room of chosen.length > 0 ? chosen : ROOMS) {
  const { files, mutants } = await instrument(`app/${room}`);
  writeFileSync(sourcesOf(room), JSON.stringify(files));
  if (!args.includes("--continue")) rmSync(eventsOf(room), { force: true });
  appendEvent(eventsOf(room), { kind: "sample", ids: sampleOf(mutants, share) });
  for (const maxMs of ROUNDS_MS) await runRound(room, maxMs);
  summary.push(report(room, mutants, new MutationState(readEvents(eventsOf(room)))));
  process.stdout.write(summary.at(-1) ?? "");
}
process.stdout.write(`\n${summary.join("")}`);
