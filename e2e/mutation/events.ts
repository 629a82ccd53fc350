/** What the runner of a mutation run writes, one JSON text per line, so that a stopped run can continue. */
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** `id`: of a mutant. `test`: id of a test. */
export type MutationEvent =
  /** The mutants to test, when these are not all. */
  | { readonly kind: "sample"; readonly ids: readonly string[] }
  /** A test passes unmutated in `ms` and executes these mutants, each so many times. */
  | {
      readonly kind: "covered";
      readonly test: string;
      readonly ms: number;
      readonly hits: Readonly<Record<string, number>>;
    }
  /** A test that fails unmutated, or when it runs again, says nothing about mutants. */
  | { readonly kind: "unusable"; readonly test: string; readonly name: string; readonly reason: string }
  /** A test fails unmutated after a run with the mutant: a new process has to run them. */
  | { readonly kind: "spoiled"; readonly test: string; readonly id: string }
  | { readonly kind: "started"; readonly test: string; readonly id: string }
  | {
      readonly kind: "ended";
      readonly test: string;
      readonly id: string;
      readonly result: "killed" | "timeout" | "survived";
    }
  /** The process ended early, because a mutant has spoiled it. */
  | { readonly kind: "restart" }
  /** Mutants that are executed at import, before any test. */
  | { readonly kind: "imported"; readonly ids: readonly string[] };

export function appendEvent(path: string, event: MutationEvent): void {
  appendFileSync(path, `${JSON.stringify(event)}\n`);
}

/** The events so far. A last line that was cut is left out. */
export function readEvents(path: string): MutationEvent[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.slice(0, -1).map((line): MutationEvent => JSON.parse(line));
}

/** What is known of each test and mutant. */
export class MutationState {
  /** By test: milliseconds, and executions by mutant. */
  readonly covered = new Map<string, { readonly ms: number; readonly hits: Readonly<Record<string, number>> }>();
  readonly unusable = new Map<string, string>();
  readonly killed = new Set<string>();
  readonly timedOut = new Set<string>();
  readonly imported = new Set<string>();
  #sample: ReadonlySet<string> | null = null;
  /** Pairs `test mutant`. */
  readonly #spoiled = new Set<string>();
  readonly #ran = new Set<string>();

  constructor(events: readonly MutationEvent[]) {
    for (const event of events) this.add(event);
  }

  add(event: MutationEvent): void {
    switch (event.kind) {
      case "sample":
        this.#sample = new Set(event.ids);
        break;
      case "covered":
        this.covered.set(event.test, event);
        break;
      case "unusable":
        this.unusable.set(event.test, `${event.name}: ${event.reason}`);
        break;
      case "spoiled":
        this.#spoiled.add(`${event.test} ${event.id}`);
        break;
      case "started":
      case "restart":
        break;
      case "ended":
        this.#ran.add(`${event.test} ${event.id}`);
        if (event.result === "killed") this.killed.add(event.id);
        if (event.result === "timeout") this.timedOut.add(event.id);
        break;
      case "imported":
        for (const id of event.ids) this.imported.add(id);
        break;
    }
  }

  isFound(id: string): boolean {
    return this.killed.has(id) || this.timedOut.has(id);
  }

  isSampled(id: string): boolean {
    return this.#sample?.has(id) ?? true;
  }

  hasSpoiled(test: string, id: string): boolean {
    return this.#spoiled.has(`${test} ${id}`);
  }

  /** The mutants that a test executes and with which it has to run, those first that have spoiled it. */
  pending(test: string): string[] {
    if (this.unusable.has(test)) return [];
    const ids = Object.keys(this.covered.get(test)?.hits ?? {});
    const pending = ids.filter((id) => this.isSampled(id) && !this.isFound(id) && !this.#ran.has(`${test} ${id}`));
    return pending.toSorted((a, b) => Number(this.hasSpoiled(test, b)) - Number(this.hasSpoiled(test, a)));
  }
}
