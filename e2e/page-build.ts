/** Builds the page in a temporary folder with the access key in the environment: no file may contain the key. */
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { run } from "./tools/run";
import { accessId, accessKey } from "./world";

export type PageBuild = {
  readonly folder: string;
  /** Files that contain the access key or the access id, or read the key's variable. Settings names the variable in a guide. */
  readonly leaks: () => readonly string[];
  readonly remove: () => Promise<void>;
};

const secrets = [accessId, accessKey];
const readsKey = /env\??[.[]["'`]?RENDERBUS_ACCESS_KEY/;

/** `options` are command line options of Vite. Throws when the build fails. */
export async function buildPage(options: string): Promise<PageBuild> {
  const folder = await mkdtemp(join(tmpdir(), "renderdeck-page-"));
  const env = { RENDERBUS_ACCESS_ID: accessId, RENDERBUS_ACCESS_KEY: accessKey };
  const command = `vite build --configLoader runner --logLevel warn ${options} --outDir "${folder}" --emptyOutDir`;
  if ((await run(command, env)) !== 0) throw new Error(`The build failed: ${command}`);
  return {
    folder,
    leaks: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((file) => {
          const text = readFileSync(file, "latin1");
          return readsKey.test(text) || secrets.some((secret) => text.includes(secret));
        }),
    remove: () => rm(folder, { recursive: true }),
  };
}

const types = new Map([
  [".html", "text/html"],
  [".js", "text/javascript"],
  [".css", "text/css"],
  [".svg", "image/svg+xml"],
]);

/** A typical static host: files below `base`, and 404.html with status 404 for every other path. */
export async function serveStatic(
  folder: string,
  base: string,
): Promise<{ readonly origin: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://static").pathname;
    const file = path.startsWith(base) ? join(folder, path.slice(base.length) || "index.html") : "";
    const found = file !== "" && existsSync(file) && statSync(file).isFile();
    const sent = found ? file : join(folder, "404.html");
    response.writeHead(found ? 200 : 404, { "content-type": types.get(extname(sent)) ?? "application/octet-stream" });
    createReadStream(sent).pipe(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== "object" || address === null) throw new Error("not listening");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
