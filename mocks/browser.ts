/** The page without a server: a service worker answers requests with a farm in the browser. */
import { setupWorker } from "msw/browser";
import { createFarm, type Farm } from "./farm/farm";
import { createHandlers } from "./msw";

export type DemoOptions = {
  /** Base path of the page and of the worker script, with a slash at the end. */
  readonly base?: string;
  readonly seed?: number;
  readonly tasks?: number;
  readonly frames?: number;
};

/** Resolves when the worker answers the requests of this page. A reload of the page creates a new farm. */
export async function startDemo({ base = "/", seed = 1, tasks = 200, frames = 2000 }: DemoOptions = {}): Promise<Farm> {
  const farm = createFarm({ seed, now: Date.now, tasks, frames });
  await setupWorker(...createHandlers({ farm, dialect: "current" })).start({
    quiet: true,
    onUnhandledRequest: "bypass",
    serviceWorker: { url: `${base}mockServiceWorker.js` },
  });
  return farm;
}
