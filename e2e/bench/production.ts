/** The production build and the Chromium for benchmarks in a browser. */
import { type Browser, chromium } from "@playwright/test";
import { launchOptions, requireChromium } from "../tools/chromium";
import { run } from "../tools/run";

/** Builds the page and the server. Throws when that fails. */
export async function buildProduct(): Promise<void> {
  if ((await run("npm run --silent build > /dev/null")) !== 0) throw new Error("The build failed: run `npm run build`");
}

/** Builds the product and opens a browser. Throws when the build fails or there is no Chromium. */
export async function openProduction(): Promise<Browser> {
  await buildProduct();
  return chromium.launch(launchOptions(await requireChromium()));
}
