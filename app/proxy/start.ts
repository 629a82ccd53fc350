/** `npm start`: builds when there is no build or the sources are newer, then runs the server in this process. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const SERVER = "dist/server/main.js";
const BUILT = ["dist/client/index.html", SERVER];
const SOURCES = [
  "app",
  "mocks",
  "public",
  "e2e/tools",
  "index.html",
  "vite.config.ts",
  "package.json",
  "package-lock.json",
];

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // A folder's own time changes when a file goes away.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function needsBuild(): boolean {
  const built = BUILT.map((file) => join(root, file));
  if (!built.every(existsSync)) return true;
  const sources = SOURCES.map((path) => join(root, path)).filter(existsSync);
  return Math.max(...sources.map(newest)) > Math.min(...built.map((file) => statSync(file).mtimeMs));
}

function build(): void {
  console.log("Building the page and the server (once, about a minute at most) ...");
  const npm = process.env["npm_execpath"];
  const [command, ...first] = npm ? [process.execPath, npm] : ["npm"];
  const { status } = spawnSync(command ?? "npm", [...first, "run", "build"], {
    cwd: root,
    stdio: "inherit",
    shell: !npm,
  });
  if (status !== 0) {
    console.error("The build failed; its messages are above.");
    process.exit(status ?? 1);
  }
}

if (needsBuild()) build();
// In this process, so that Ctrl+C and signals reach the server itself.
await import(pathToFileURL(join(root, SERVER)).href);
