/** `npm test`: runs every check, also after a failed one; the last line has the totals. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import * as z from "zod/mini";
import { requireChromium } from "./chromium";
import { type FailedTest, failedByPlaywright, failedByVitest } from "./failed-tests";
import { NEWEST_NODE_LINE, requireNewestNode } from "./newest-node";
import { run } from "./run";

type Count = {
  readonly passed: number;
  readonly failed: number;
  /** Of the passed: how many failed at first and passed alone. */
  readonly late?: number;
};
type Runner = {
  readonly count: z.ZodMiniType<Count>;
  readonly failedTests: (report: unknown) => readonly FailedTest[];
};
type Step = { readonly name: string; readonly check: () => Promise<Count> };

const unitReport = "test-results/unit.json";
const newestReport = "test-results/newest-node.json";
const browserReport = "test-results/e2e.json";

const vitestCount = z.pipe(
  z.object({ numPassedTests: z.int(), numFailedTests: z.int() }),
  z.transform((report): Count => ({ passed: report.numPassedTests, failed: report.numFailedTests })),
);
const playwrightCount = z.pipe(
  z.object({ stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }) }),
  z.transform(({ stats }): Count => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky })),
);

const vitestRunner: Runner = { count: vitestCount, failedTests: failedByVitest };
const playwrightRunner: Runner = { count: playwrightCount, failedTests: failedByPlaywright };

/** A step that counts as one check. */
const one = (command: string) => async (): Promise<Count> =>
  (await run(command)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

/** Vitest by a Node executable, with its counts. */
const vitest = (node: string, report: string, parts = "") => {
  const command = (which: string) =>
    `"${node}" node_modules/vitest/vitest.mjs run ${which} --reporter=default --reporter=json --outputFile.json=${report}`;
  return withSecondTry(command(parts), (places) => command(`${places} --maxWorkers=1`), report, vitestRunner);
};

const playwright = "playwright test --config e2e/playwright.config.ts";

/** What runs in Node without a browser: the server, the demo farm, and the code that both share with the page. */
const nodeParts = "--project unit --project store app/proxy app/server app/protocol app/mirror app/queries mocks";

const failedTests: FailedTest[] = [];

/** Failed tests that are run once more at most. More than these few are no disturbance by the machine. */
const MOST_SECOND_TRIES = 4;

/** The counts of one run. A runner that fails without a failed test (crash, file that does not load) counts as one failure. */
async function counted(command: string, report: string, runner: Runner) {
  rmSync(report, { force: true });
  const code = await run(command);
  const json: unknown = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
  const { passed, failed } = json === null ? { passed: 0, failed: 0 } : runner.count.parse(json);
  const tests = json === null || code === 0 ? [] : runner.failedTests(json);
  return { count: { passed, failed: code !== 0 ? Math.max(1, failed) : failed }, tests };
}

/**
 * The counts of a test runner. A few failed tests run once more, alone: on a busy machine a test can wait too long for
 * others. Each is named in the output, also when it passes alone.
 */
async function withSecondTry(
  command: string,
  again: (places: string) => string,
  report: string,
  runner: Runner,
): Promise<Count> {
  const first = await counted(command, report, runner);
  failedTests.push(...first.tests);
  if (first.tests.length === 0 || first.tests.length > MOST_SECOND_TRIES) return first.count;
  process.stdout.write(`\n=== once more, alone: ${first.tests.map(({ name }) => name).join(", ")}\n`);
  const places = [...new Set(first.tests.map(({ place }) => `"${place}"`))].join(" ");
  const { count } = await counted(again(places), report, runner);
  if (count.failed > 0 || count.passed < first.tests.length) return first.count;
  return { passed: first.count.passed + first.count.failed, failed: 0, late: first.count.failed };
}

const steps: readonly Step[] = [
  { name: "format", check: one("biome check --linter-enabled=false --enforce-assist=true") },
  { name: "lint", check: one("npm run --silent lint") },
  { name: "types", check: one("npm run --silent typecheck") },
  {
    name: "unit and component",
    check: () => vitest(process.execPath, unitReport),
  },
  {
    name: "build",
    check: () => {
      // After a failed build the tests must not run on the files of an earlier build.
      rmSync("dist", { recursive: true, force: true });
      return one("npm run --silent build")();
    },
  },
  {
    name: `newest Node LTS (${NEWEST_NODE_LINE})`,
    check: async () => {
      const node = await requireNewestNode();
      const tests = await vitest(node, newestReport, nodeParts);
      const server = await one(`"${node}" --import tsx e2e/tools/ask-server.ts`)();
      return { ...tests, passed: tests.passed + server.passed, failed: tests.failed + server.failed };
    },
  },
  {
    name: "browser",
    check: async () => {
      process.env["CHROMIUM_PATH"] = await requireChromium();
      return withSecondTry(
        playwright,
        (places) => `${playwright} ${places} --workers=1`,
        browserReport,
        playwrightRunner,
      );
    },
  },
  { name: "bundle size", check: one("tsx e2e/tools/bundle.ts") },
];

const results: (Count & { readonly name: string })[] = [];
for (const { name, check } of steps) {
  process.stdout.write(`\n=== ${name}\n`);
  const count = await check().catch((error: unknown): Count => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  });
  results.push({ name, ...count });
}

const sum = (key: "passed" | "failed") => results.reduce((total, result) => total + result[key], 0);
for (const { name, error } of failedTests) process.stdout.write(`\n--- failed: ${name}\n${error}\n`);
process.stdout.write("\n");
for (const { name, passed, failed, late = 0 } of results) {
  const verdict = failed === 0 ? "ok    " : "FAILED";
  const note = late === 0 ? "" : `, ${late} of the passed only when run alone`;
  process.stdout.write(`${verdict} ${name}: ${passed} passed, ${failed} failed${note}\n`);
}
process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed\n`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
