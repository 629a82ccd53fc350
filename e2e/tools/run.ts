import { spawn } from "node:child_process";
import { delimiter, resolve } from "node:path";

const bin = resolve("node_modules", ".bin");

/** Runs a command with the tools of this repository and live output; resolves to its exit code, 1 if it was killed. */
export function run(command: string, env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((done, fail) => {
    const path = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
    const child = spawn(command, { shell: true, stdio: "inherit", env: { ...process.env, ...env, PATH: path } });
    child.once("error", fail);
    child.once("close", (code) => done(code ?? 1));
  });
}
