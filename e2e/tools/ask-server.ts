/**
 * Starts the built server with the Node that runs this script, asks it for the page, its health and one operation, and stops it. The
 * demo farm answers. Exit code 1 if anything differs.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";

const child = spawn(process.execPath, ["dist/server/main.js"], {
  env: { PATH: process.env["PATH"], PORT: "0", RENDERDECK_DEMO_TASKS: "5" },
  stdio: ["ignore", "pipe", "inherit"],
});
const exited = once(child, "exit");
try {
  let output = "";
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const address = /^Renderdeck \S+ on (http:\S+)$/m.exec(output)?.[1];
      if (address) resolve(address);
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}`)));
  });
  const page = await fetch(`${origin}/tasks`);
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<html/);
  assert.equal((await fetch(`${origin}/healthz`)).status, 200);
  const list = await fetch(`${origin}/api/render/task/getTaskList`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ pageNum: 1, pageSize: 10 }),
  });
  const envelope: unknown = await list.json();
  assert.equal(Object(envelope).code, 200);
} finally {
  child.kill("SIGTERM");
}
const [code] = await exited;
assert.equal(code, 0);
console.log(`The built server answers with Node ${process.version}`);
