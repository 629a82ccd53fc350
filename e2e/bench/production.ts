/** What the benchmarks in a browser run against: the production build of this checkout, and a Chromium to open it in. */
import { type Browser, chromium } from "@playwright/test";
import { launchOptions, requireChromium } from "../tools/chromium";
import { run } from "../tools/run";

/** Builds, and opens a browser. Throws when the build fails or no Chromium can be had. */
export async function openProduction(): Promise<Browser> {
  if ((await run("npm run --silent build > /dev/null")) !== 0) throw new Error("The build failed: run `npm run build`");
  return chromium.launch(launchOptions(await requireChromium()));
}
