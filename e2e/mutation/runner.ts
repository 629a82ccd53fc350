/**
 * Vitest's runner for mutation tests: runs each test unmutated, again unmutated, and then with each mutant that it executes,
 * hooks included, in one process. A mutant is killed when the test fails with it and passes without it right afterwards.
 * Stryker's own runner starts a worker and imports all files again for each mutant, which takes twenty times as long.
 */
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import type { RunnerTask, RunnerTestCase, RunnerTestFile } from "vitest";
import { TestRunner } from "vitest";
import { appendEvent, type MutationEvent, MutationState, readEvents } from "./events";

/** What instrumented code reads: the mutant to execute, and where it counts executions. One object per process. */
type Namespace = {
  hasRunMutants?: boolean;
  /** A mutant has left something behind that makes tests of this file fail: the others have to run in a new process. */
  isFileSpoiled?: boolean;
  needsRestart?: boolean;
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number;
  mutantCoverage?: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
};

/** A mutant that is executed this many times as often as without it, and so many times at all, does not end. */
const HIT_FACTOR = 100;
const MIN_HIT_LIMIT = 1000;
/** Time of a test with a mutant, ms, besides four times its time without one. */
const MIN_TIMEOUT_MS = 1500;
const TIMED_OUT = "The mutant does not end.";
/** Tests may replace the timers. */
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;
/** Test id of executions that are not counted. */
const UNCOUNTED = "uncounted";

const path = process.env["MUTATION_EVENTS"] ?? "";
/** Slower tests, ms, run in a later round, when fewer mutants are left. */
const maxMs = Number(process.env["MUTATION_MAX_MS"]);

/** The object of that name in this process, shared by all instrumented files. */
function sharedNamespace(): Namespace {
  const existing: Namespace | undefined = Reflect.get(globalThis, INSTRUMENTER_CONSTANTS.NAMESPACE);
  const namespace = existing ?? {};
  Reflect.set(globalThis, INSTRUMENTER_CONSTANTS.NAMESPACE, namespace);
  return namespace;
}

type Phase = "cover" | "repeat" | "mutant" | "check";

class MutationRunner extends TestRunner {
  readonly #state = new MutationState(readEvents(path));
  readonly #namespace = sharedNamespace();
  #phase: Phase = "cover";
  #queue: string[] = [];
  #startMs = 0;
  #result: "killed" | "timeout" = "killed";
  /** Whether the run before was unmutated and passed, and the same of the last mutant. */
  #isCertain = false;
  #wasCertain = false;

  #record(event: MutationEvent): void {
    appendEvent(path, event);
    this.#state.add(event);
  }

  override async onBeforeRunTask(test: RunnerTask): Promise<void> {
    const covered = this.#state.covered.get(test.id);
    const isOver =
      this.#namespace.isFileSpoiled ||
      this.#state.unusable.has(test.id) ||
      (covered && (covered.ms > maxMs || this.#state.pending(test.id).length === 0));
    if (isOver && test.mode === "run") test.mode = "skip";
    await super.onBeforeRunTask(test);
    if (test.type !== "test") return;
    // Vitest repeats the test with its hooks until onAfterRetryTask ends it.
    test.repeats = Number.MAX_SAFE_INTEGER;
    this.#phase = covered ? "repeat" : "cover";
    this.#queue = this.#state.pending(test.id);
  }

  override onBeforeTryTask(test: RunnerTask): void {
    super.onBeforeTryTask(test);
    const [id] = this.#queue;
    this.#namespace.currentTestId = this.#phase === "cover" ? test.id : UNCOUNTED;
    this.#namespace.activeMutant = this.#phase === "mutant" ? id : undefined;
    this.#namespace.hitCount = this.#phase === "mutant" ? 0 : undefined;
    if (this.#phase === "mutant" && id !== undefined) {
      const hits = this.#state.covered.get(test.id)?.hits[id] ?? 1;
      this.#namespace.hitLimit = Math.max(MIN_HIT_LIMIT, HIT_FACTOR * hits);
      this.#record({ kind: "started", test: test.id, id });
    }
    this.#startMs = performance.now();
  }

  /** The test's function. With a mutant it may wait in vain, so it has less time than Vitest gives it. */
  async runTask(test: RunnerTestCase): Promise<void> {
    const run = Promise.resolve(TestRunner.getTestFn(test)());
    if (this.#phase !== "mutant") return run;
    let timer: ReturnType<typeof startTimer> | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = startTimer(() => reject(new Error(TIMED_OUT)), this.#limitMs(test));
    });
    // A failure after the timeout belongs to no test.
    run.catch(() => undefined);
    await Promise.race([run, timeout]).finally(() => stopTimer(timer));
  }

  /** After a run and its hooks. */
  onAfterRetryTask(test: RunnerTestCase): void {
    const { result } = test;
    if (!result) return;
    const { hitCount = 0, hitLimit = 0 } = this.#namespace;
    this.#namespace.activeMutant = undefined;
    const message = result.state === "fail" ? (result.errors?.[0]?.message ?? "") : null;
    const continues = this.#next(test, message, this.#phase === "mutant" && hitCount > hitLimit);
    delete result.errors;
    if (continues) result.state = "run";
    // The only way to end the repetitions.
    else Object.assign(result, { state: "skip", pending: true });
  }

  #elapsedMs(): number {
    return performance.now() - this.#startMs;
  }

  #limitMs(test: RunnerTestCase): number {
    return MIN_TIMEOUT_MS + 4 * (this.#state.covered.get(test.id)?.ms ?? 0);
  }

  /** Records a run, which has failed with `message` or null, and chooses the next one; false: the test is over. */
  #next(test: RunnerTestCase, message: string | null, isEndless: boolean): boolean {
    const [id = ""] = this.#queue;
    switch (this.#phase) {
      case "cover": {
        if (message !== null) return this.#giveUp(test, "", `fails without a mutant: ${message}`);
        const ms = this.#elapsedMs();
        const hits = this.#namespace.mutantCoverage?.perTest[test.id] ?? {};
        this.#record({ kind: "covered", test: test.id, ms, hits });
        this.#queue = this.#state.pending(test.id);
        this.#phase = "repeat";
        return ms <= maxMs && this.#queue.length > 0;
      }
      case "repeat":
        if (message !== null) return this.#giveUp(test, "", `fails when it runs again: ${message}`);
        this.#phase = "mutant";
        this.#isCertain = true;
        return true;
      case "mutant":
        this.#namespace.hasRunMutants = true;
        this.#wasCertain = this.#isCertain;
        this.#isCertain = false;
        if (message !== null || isEndless) {
          this.#result = isEndless || message === TIMED_OUT ? "timeout" : "killed";
          this.#phase = "check";
          return true;
        }
        return this.#end(test, id, "survived");
      case "check":
        if (message !== null) return this.#giveUp(test, id, message);
        this.#phase = "mutant";
        this.#isCertain = true;
        // The machine is so busy that the time says nothing: run the mutant again.
        if (this.#result === "timeout" && this.#elapsedMs() > this.#limitMs(test) / 3) return true;
        return this.#end(test, id, this.#result);
    }
  }

  #end(test: RunnerTestCase, id: string, result: "killed" | "timeout" | "survived"): boolean {
    this.#record({ kind: "ended", test: test.id, id, result });
    this.#queue.shift();
    return this.#queue.length > 0;
  }

  /**
   * A test that fails unmutated. After a mutant a new process continues. That mutant is at fault if the test has passed
   * unmutated directly before it; if not, the new process runs it first.
   */
  #giveUp(test: RunnerTestCase, id: string, reason: string): boolean {
    if (!this.#namespace.hasRunMutants)
      this.#record({ kind: "unusable", test: test.id, name: getTestName(test), reason });
    else if (id !== "" && this.#wasCertain) this.#end(test, id, this.#result);
    else this.#record({ kind: "spoiled", test: test.id, id });
    this.#namespace.isFileSpoiled = this.#namespace.hasRunMutants === true;
    this.#namespace.needsRestart ||= this.#namespace.isFileSpoiled;
    return false;
  }

  override onCollectStart(file: RunnerTestFile): void {
    super.onCollectStart(file);
    this.#namespace.isFileSpoiled = false;
    this.#namespace.currentTestId = undefined;
  }

  override onAfterRunFiles(): void {
    super.onAfterRunFiles();
    const ids = Object.keys(this.#namespace.mutantCoverage?.static ?? {});
    this.#record(this.#namespace.needsRestart ? { kind: "restart" } : { kind: "imported", ids });
  }
}

const getTestName = (test: RunnerTestCase) => `${test.file.name} ${test.name}`;

// biome-ignore lint/style/noDefaultExport: Vitest loads the default export
export default MutationRunner;
