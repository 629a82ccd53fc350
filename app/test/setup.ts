/**
 * Setup of component tests: browser features that jsdom lacks, and the mocked network. A test fails after an unhandled request
 * or a message on the console.
 */

import * as matchers from "@testing-library/jest-dom/matchers";
import { cleanup, configure, getConfig } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { closeAllToasts } from "../ui/toasts/toast-store";
import { server } from "./server";

expect.extend(matchers);
const { getElementError } = getConfig();
configure({
  // Generous, since the machine may be busy; a wait ends as soon as its condition is met.
  asyncUtilTimeout: 10_000,
  // While a wait tries again and again, its errors do not print the document; it prints it itself when its time is over.
  getElementError: (message, container) =>
    Reflect.get(getConfig(), "_disableExpensiveErrorDiagnostics") === true
      ? Object.assign(new Error(message ?? ""), { name: "TestingLibraryElementError" })
      : getElementError(message, container),
});

/** Size of every element as the virtualiser measures it, in px: a dozen rows. */
const ELEMENT_SIZE = { width: 1440, height: 420 };

for (const [name, value] of [
  ["clientHeight", ELEMENT_SIZE.height],
  ["offsetHeight", ELEMENT_SIZE.height],
  ["clientWidth", ELEMENT_SIZE.width],
  ["offsetWidth", ELEMENT_SIZE.width],
] as const) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
}
// A box inside the window: a menu closes when its target is outside.
Object.defineProperty(Element.prototype, "getBoundingClientRect", {
  configurable: true,
  writable: true,
  value: () => new DOMRect(40, 40, 100, 20),
});
Object.defineProperty(Element.prototype, "scrollTo", { configurable: true, writable: true, value: () => undefined });
Object.defineProperty(Element.prototype, "scrollIntoView", {
  configurable: true,
  writable: true,
  value: () => undefined,
});

// jsdom has no canvas and would report it on the console.
Object.defineProperty(HTMLCanvasElement.prototype, "getContext", { configurable: true, value: () => null });

/** jsdom has no layout, so sizes never change. */
class EmptyResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** jsdom has no layout, so everything counts as in view. */
class OpenIntersectionObserver extends EmptyResizeObserver implements IntersectionObserver {
  readonly root = null;
  readonly rootMargin = "";
  readonly scrollMargin = "";
  readonly thresholds = [];
  readonly #callback: (entries: { readonly isIntersecting: boolean }[]) => void;
  constructor(callback: (entries: { readonly isIntersecting: boolean }[]) => void) {
    super();
    this.#callback = callback;
  }
  override observe(): void {
    this.#callback([{ isIntersecting: true }]);
  }
  takeRecords(): never[] {
    return [];
  }
}

vi.stubGlobal("ResizeObserver", EmptyResizeObserver);
vi.stubGlobal("IntersectionObserver", OpenIntersectionObserver);
vi.stubGlobal("scrollTo", () => undefined);
vi.stubGlobal(
  "matchMedia",
  (media: string): MediaQueryList =>
    Object.assign(new EventTarget(), {
      media,
      matches: false,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
);

const problems: string[] = [];
const recordProblem =
  (kind: string) =>
  (...args: readonly unknown[]): void => {
    problems.push(`${kind}: ${args.map(String).join(" ").slice(0, 600)}`);
  };

beforeAll(() =>
  server.listen({
    onUnhandledRequest: (request) => {
      problems.push(`unhandled request: ${request.method} ${request.url}`);
    },
  }),
);

beforeEach(() => {
  problems.length = 0;
  localStorage.clear();
  sessionStorage.clear();
  vi.spyOn(console, "error").mockImplementation(recordProblem("console.error"));
  vi.spyOn(console, "warn").mockImplementation(recordProblem("console.warn"));
});

afterEach(() => {
  closeAllToasts();
  cleanup();
  server.resetHandlers();
  vi.useRealTimers();
  vi.restoreAllMocks();
  if (problems.length > 0) throw new Error(problems.join("\n"));
});

afterAll(() => server.close());
