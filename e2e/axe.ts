/** What axe says of a page; a finding does not end the test, so that one run tells all of them. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

type Impact = "minor" | "moderate" | "serious" | "critical";

async function expectClean(page: Page, where: string, part: string | undefined, impacts: readonly Impact[]) {
  const builder = new AxeBuilder({ page });
  const { violations } = await (part ? builder.include(part) : builder).analyze();
  const findings = violations
    .filter(({ impact }) => impact && impacts.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 140)} ${node.failureSummary}`));
  expect.soft(findings, where).toEqual([]);
}

/** Nothing serious on the page, or on one part of it (a selector) where the rest has been looked at before. */
export const expectNothingSerious = (page: Page, where: string, part?: string) =>
  expectClean(page, where, part, ["serious", "critical"]);

/** Nothing at all, not even what is minor. */
export const expectNoFinding = (page: Page, where: string, part?: string) =>
  expectClean(page, where, part, ["minor", "moderate", "serious", "critical"]);
