/** Finds the Chromium that the browser tests and benchmarks drive, or installs one. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { run } from "./run";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const elsewhere = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

const onPath = (name: string) =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);

/** Ubuntu's chromium package is a stub that only says "install the snap": a browser that cannot say its version is none. */
function answers(path: string): boolean {
  try {
    return /Chrom/.test(execFileSync(path, ["--version"], { encoding: "utf8", timeout: 15_000, stdio: "pipe" }));
  } catch {
    return false;
  }
}

/** The path of a Chromium: CHROMIUM_PATH, else Playwright's own, else the system's; undefined without any. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`);
    return named;
  }
  const candidates = [chromium.executablePath(), ...names.map(onPath), ...elsewhere];
  return candidates.find((path) => path !== undefined && existsSync(path) && answers(path));
}

const isRoot = () => process.getuid?.() === 0;

/** Ways to get a browser, the surest first: apt also brings the libraries that Playwright's download needs. */
function* installers(): Generator<string> {
  if (isRoot() && onPath("apt-get")) yield "apt-get update && apt-get install -y chromium";
  yield isRoot() ? "playwright install --with-deps chromium" : "playwright install chromium";
}

/** Like findChromium, but installs one where there is none. Throws one error that names the remedy. */
export async function requireChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  for (const command of installers()) {
    process.stdout.write(`No Chromium found; trying: ${command}\n`);
    await run(command, { DEBIAN_FRONTEND: "noninteractive" });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    "No Chromium found and none could be installed. Install one and set CHROMIUM_PATH to its executable.",
  );
}

/** Launch options that keep the browser quiet: it talks to the page under test and to nobody else. */
export function launchOptions(executablePath: string) {
  const sandbox = isRoot() ? ["--no-sandbox"] : [];
  const quiet = ["quic", "background-networking", "component-update", "sync"].map((part) => `--disable-${part}`);
  return { executablePath, args: [...sandbox, ...quiet, "--no-first-run"] };
}
