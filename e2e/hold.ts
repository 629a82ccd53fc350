import { EventEmitter, once } from "node:events";
import type { Page } from "@playwright/test";
import type { OperationName } from "../app/protocol/endpoints";

/**
 * Holds back the page's requests for an operation before they leave the browser, those whose body `which` picks, until
 * the returned function is called: what stands while an answer is awaited can be looked at without hurry.
 */
export async function hold(
  page: Page,
  operation: OperationName,
  which: (body: Record<string, unknown>) => boolean = () => true,
): Promise<() => void> {
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  await page.route(`**/${operation}`, async (route) => {
    if (which(route.request().postDataJSON())) await opened;
    await route.continue();
  });
  return () => void gate.emit("open");
}

/** Holds back what the farm has answered to this operation, on its way to the page, until the returned function is called. */
export async function holdAnswers(page: Page, operation: OperationName): Promise<() => void> {
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  await page.route(`**/${operation}`, async (route) => {
    const response = await route.fetch();
    await opened;
    await route.fulfill({ response });
  });
  return () => void gate.emit("open");
}
