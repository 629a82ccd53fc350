/** `npm test`: runs every check, also after a failed one; the last line has the totals. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import * as z from "zod/mini";
import { requireChromium } from "./chromium";
import { type FailedTest, failedByPlaywright, failedByVitest } from "./failed-tests";
import { NEWEST_NODE_LINE, requireNewestNode } from "./newest-node";
import { run } from "./run";

type Count = { readonly passed: number; readonly failed: number };
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
const vitest = (node: string, report: string, parts = "") =>
  counted(
    `"${node}" node_modules/vitest/vitest.mjs run ${parts} --reporter=default --reporter=json --outputFile.json=${report}`,
    report,
    vitestRunner,
  );

/** What runs in Node without a browser: the server, the demo farm, and the code that both share with the page. */
const nodeParts = "--project unit --project store app/proxy app/server app/protocol app/mirror app/queries mocks";

const failedTests: FailedTest[] = [];

/** The counts of a test runner. A runner that fails without a failed test (crash, file that does not load) counts as one failure. */
async function counted(command: string, report: string, runner: Runner): Promise<Count> {
  rmSync(report, { force: true });
  const code = await run(command);
  const json: unknown = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
  const count = json === null ? { passed: 0, failed: 0 } : runner.count.parse(json);
  if (json !== null && code !== 0) failedTests.push(...runner.failedTests(json));
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
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
      return { passed: tests.passed + server.passed, failed: tests.failed + server.failed };
    },
  },
  {
    name: "browser",
    check: async () => {
      process.env["CHROMIUM_PATH"] = await requireChromium();
      return counted("playwright test --config e2e/playwright.config.ts", browserReport, playwrightRunner);
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

const sum = (key: keyof Count) => results.reduce((total, result) => total + result[key], 0);
for (const { name, error } of failedTests) process.stdout.write(`\n--- ${name}\n${error}\n`);
process.stdout.write("\n");
for (const { name, passed, failed } of results) {
  process.stdout.write(`${failed === 0 ? "ok    " : "FAILED"} ${name}: ${passed} passed, ${failed} failed\n`);
}
process.stdout.write(`${sum("passed")} passed, ${sum("failed")} failed\n`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
