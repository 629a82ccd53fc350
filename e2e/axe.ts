/** Accessibility checks with axe. A finding does not end the test, so that one run reports all of them. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

type Impact = "minor" | "moderate" | "serious" | "critical";

async function expectClean(page: Page, where: string, part: string | undefined, impacts: readonly Impact[]) {
  // Only violations are described, and no second page collects the results of frames, which the product has none of: a
  // check of the task list takes a quarter of the time (decision 118).
  const builder = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  const { violations } = await (part ? builder.include(part) : builder).analyze();
  const findings = violations
    .filter(({ impact }) => impact && impacts.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 140)} ${node.failureSummary}`));
  expect.soft(findings, where).toEqual([]);
}

/** Expects no serious finding on the page, or in the part of a selector. */
export const expectNothingSerious = (page: Page, where: string, part?: string) =>
  expectClean(page, where, part, ["serious", "critical"]);

/** Expects no finding at all. */
export const expectNoFinding = (page: Page, where: string, part?: string) =>
  expectClean(page, where, part, ["minor", "moderate", "serious", "critical"]);

/** The same in the light and the dark theme of a page that follows the system's. */
export async function expectNothingSeriousInThemes(page: Page, where: string, part?: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    await expectNothingSerious(page, `${where}, ${colorScheme}`, part);
  }
}
