/** Finds or installs the Chromium of the browser tests and benchmarks. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { run } from "./run";

// The headless shell comes first: the same engine without the windows of a browser starts and draws faster.
const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const elsewhere = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

const onPath = (name: string) =>
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);

/** The chromium package of Ubuntu is a stub that prints "install the snap", so a valid browser must print its version. */
function answers(path: string): boolean {
  try {
    return /Chrom/.test(execFileSync(path, ["--version"], { encoding: "utf8", timeout: 15_000, stdio: "pipe" }));
  } catch {
    return false;
  }
}

/** The path of a Chromium: CHROMIUM_PATH, else the one of Playwright, else of the system; undefined if there is none. */
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

/** Install commands, the most reliable first: apt also installs the libraries that the download of Playwright needs. */
function* installers(): Generator<string> {
  if (isRoot() && onPath("apt-get")) {
    yield "apt-get update && apt-get install -y chromium-headless-shell";
    yield "apt-get install -y chromium";
  }
  yield isRoot() ? "playwright install --with-deps chromium" : "playwright install chromium";
}

/** Like findChromium, but installs one if there is none. Throws an error that says what to do. */
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

/** Launch options without background requests: the browser connects to the page under test only. */
export function launchOptions(executablePath: string) {
  const sandbox = isRoot() ? ["--no-sandbox"] : [];
  const quiet = ["quic", "background-networking", "component-update", "sync"].map((part) => `--disable-${part}`);
  return { executablePath, args: [...sandbox, ...quiet, "--no-first-run"] };
}
