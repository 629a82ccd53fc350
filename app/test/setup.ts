/**
 * Before every component test: what jsdom lacks, the network edge, and the rule that a request nobody answers or a message
 * on the console is a failure.
 */

import * as matchers from "@testing-library/jest-dom/matchers";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { closeAllToasts } from "../ui/toasts/toast-store";
import { server } from "./server";

expect.extend(matchers);
// Generous, because a machine may be busy with other things; nothing waits longer than it must.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

/** The window that the virtualiser measures, in px: a dozen rows. */
const WINDOW = { width: 1440, height: 420 };

for (const [name, value] of [
  ["clientHeight", WINDOW.height],
  ["offsetHeight", WINDOW.height],
  ["clientWidth", WINDOW.width],
  ["offsetWidth", WINDOW.width],
] as const) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
}
// A box somewhere inside the window: a menu hides itself when what it belongs to is out of sight.
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

// jsdom paints nothing; it would say so on the console.
Object.defineProperty(HTMLCanvasElement.prototype, "getContext", { configurable: true, value: () => null });

/** jsdom lays nothing out, so nothing ever changes its size. */
class QuietResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

vi.stubGlobal("ResizeObserver", QuietResizeObserver);
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

const complaints: string[] = [];
const complain =
  (kind: string) =>
  (...args: readonly unknown[]): void => {
    complaints.push(`${kind}: ${args.map(String).join(" ").slice(0, 600)}`);
  };

beforeAll(() =>
  server.listen({
    onUnhandledRequest: (request) => {
      complaints.push(`unhandled request: ${request.method} ${request.url}`);
    },
  }),
);

beforeEach(() => {
  complaints.length = 0;
  localStorage.clear();
  vi.spyOn(console, "error").mockImplementation(complain("console.error"));
  vi.spyOn(console, "warn").mockImplementation(complain("console.warn"));
});

afterEach(() => {
  closeAllToasts();
  cleanup();
  server.resetHandlers();
  vi.useRealTimers();
  vi.restoreAllMocks();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
});

afterAll(() => server.close());
