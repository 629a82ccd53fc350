import { EventEmitter, once } from "node:events";
import type { Page } from "@playwright/test";
import type { OperationName } from "../app/protocol/endpoints";

/**
 * Delays requests of an operation in the browser, all or those that `which` selects by their body, until the returned function is
 * called. Tests use it to check the page while a response is pending.
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

/** Delays all but the first rows of the task list until the returned function is called. */
export async function holdParts(page: Page): Promise<() => void> {
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  await page.route("**/api/live/tasks/parts/**", async (route) => {
    await opened;
    await route.continue();
  });
  return () => void gate.emit("open");
}

/** Delays the responses of an operation, which the farm has carried out, until the returned function is called. */
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

/** Delays all pictures of frames until the returned function is called. */
export async function holdPictures(page: Page): Promise<() => void> {
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  await page.route(/\/pictures\/\d/, async (route) => {
    await opened;
    await route.continue();
  });
  return () => void gate.emit("open");
}
