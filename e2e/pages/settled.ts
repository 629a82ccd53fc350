/** Waits until a page has asked for everything that it asks for without a click, and has the answers. */
import { expect, type Page } from "@playwright/test";

/**
 * Follows the requests of a page from now on. `networkidle` is not enough: a busy page pauses between its first rows and
 * the parts that follow them, and a request in that pause's end meets a server that a test has stopped.
 */
export function watchRequests(page: Page): {
  readonly settle: () => Promise<void>;
  /** Waits for the answers of what was requested so far. */
  readonly rest: () => Promise<void>;
} {
  const pending = new Set<unknown>();
  const answered = new Set<string>();
  page.on("request", (request) => pending.add(request));
  page.on("requestfailed", (request) => pending.delete(request));
  page.on("requestfinished", (request) => {
    pending.delete(request);
    answered.add(new URL(request.url()).pathname);
  });
  return {
    rest: () => expect.poll(() => pending.size).toBe(0),
    settle: async () => {
      await expect(page.getByRole("contentinfo").getByRole("button", { name: /otification/ })).toBeVisible();
      await expect
        .poll(() => ["/healthz", "/api/me"].every((path) => answered.has(path)) && pending.size === 0)
        .toBe(true);
    },
  };
}
