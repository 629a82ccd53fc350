/** Failed tests of a report with the first lines of their errors: the end of the output is what a CI keeps. */
import { stripVTControlCharacters } from "node:util";
import * as z from "zod/mini";

export type FailedTest = {
  readonly name: string;
  readonly error: string;
  /** What the runner takes to run it again: a file, with the line where the runner knows it. */
  readonly place: string;
};

/** Lines of an error that are repeated. */
const LINES = 12;

const firstLines = (message: string) => stripVTControlCharacters(message).split("\n").slice(0, LINES).join("\n");

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.optional(z.string()),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.optional(z.array(z.string())) }),
      ),
    }),
  ),
});

/** Failed tests of Vitest's JSON report, and files that could not be loaded. */
export function failedByVitest(report: unknown): readonly FailedTest[] {
  return vitestReport.parse(report).testResults.flatMap(({ name, message, assertionResults }) => {
    if (assertionResults.length === 0 && message) return [{ name, error: firstLines(message), place: name }];
    return assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages = [] }) => ({
        name: fullName,
        error: firstLines(failureMessages.join("\n")),
        place: name,
      }));
  });
}

const spec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.int(),
  ok: z.boolean(),
  tests: z.array(
    z.object({ results: z.array(z.object({ errors: z.array(z.object({ message: z.optional(z.string()) })) })) }),
  ),
});
const suite = z.object({
  specs: z.array(spec),
  get suites() {
    return z.optional(z.array(suite));
  },
});
type Suite = z.infer<typeof suite>;

const specsOf = ({ specs, suites = [] }: Suite): readonly z.infer<typeof spec>[] => [
  ...specs,
  ...suites.flatMap(specsOf),
];

/** Failed tests of Playwright's JSON report. */
export function failedByPlaywright(report: unknown): readonly FailedTest[] {
  const { suites } = z.object({ suites: z.array(suite) }).parse(report);
  return suites
    .flatMap(specsOf)
    .filter(({ ok }) => !ok)
    .map(({ title, file, line, tests }) => ({
      name: `${file}:${line} ${title}`,
      error: tests
        .flatMap(({ results }) => results.flatMap(({ errors }) => errors.map(({ message = "" }) => message)))
        .map(firstLines)
        .join("\n"),
      place: `${file}:${line}`,
    }));
}
