import { describe, expect, it } from "vitest";
import { failedByPlaywright, failedByVitest } from "../../e2e/tools/failed-tests";

describe("failed tests of a report", () => {
  it("are named with the first lines of their errors, without colours", () => {
    const error = `\u001b[31mError\u001b[39m: wrong\n${"line\n".repeat(40)}`;
    const [failed, ...others] = failedByPlaywright({
      suites: [
        {
          specs: [],
          suites: [
            {
              specs: [
                { title: "works", file: "a.spec.ts", line: 3, ok: true, tests: [{ results: [{ errors: [] }] }] },
                {
                  title: "fails",
                  file: "a.spec.ts",
                  line: 9,
                  ok: false,
                  tests: [{ results: [{ errors: [{ message: error }] }] }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(others).toEqual([]);
    expect(failed?.name).toBe("a.spec.ts:9 fails");
    expect(failed?.place).toBe("a.spec.ts:9");
    expect(failed?.error.split("\n")).toHaveLength(12);
    expect(failed?.error.startsWith("Error: wrong\nline")).toBe(true);
  });

  it("include files that could not be loaded", () => {
    const failed = failedByVitest({
      testResults: [
        { name: "broken.test.ts", message: "no such module", assertionResults: [] },
        {
          name: "whole.test.ts",
          message: "",
          assertionResults: [
            { status: "passed", fullName: "a", failureMessages: [] },
            { status: "failed", fullName: "b", failureMessages: ["AssertionError: 1 is not 2"] },
          ],
        },
      ],
    });
    expect(failed).toEqual([
      { name: "broken.test.ts", error: "no such module", place: "broken.test.ts" },
      { name: "b", error: "AssertionError: 1 is not 2", place: "whole.test.ts" },
    ]);
  });
});
