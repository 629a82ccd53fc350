/** The page without a server: a service worker answers from a farm inside the browser. */
import { setupWorker } from "msw/browser";
import { createFarm, type Farm } from "./farm/farm";
import { createHandlers } from "./msw";

export type DemoOptions = {
  /** Where the page is mounted, with a slash at its end; the worker file lies there. */
  readonly base?: string;
  readonly seed?: number;
  readonly tasks?: number;
  readonly frames?: number;
};

/** Resolves once the worker answers this page's requests. The farm lives until the page is reloaded. */
export async function startDemo({ base = "/", seed = 1, tasks = 200, frames = 2000 }: DemoOptions = {}): Promise<Farm> {
  const farm = createFarm({ seed, now: Date.now, tasks, frames });
  await setupWorker(...createHandlers({ farm })).start({
    quiet: true,
    onUnhandledRequest: "bypass",
    serviceWorker: { url: `${base}mockServiceWorker.js` },
  });
  return farm;
}
