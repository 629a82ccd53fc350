/** The proxy inside Vite: operations and /healthz in `vite dev`, the whole production app in `vite preview`. */
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import type { Connect, Plugin } from "vite";
import { type BootOptions, boot } from "./boot";
import { loadConfig } from "./config";
import { accessLog, createLog } from "./log";
import { createStatic } from "./static";

const isOurs = (url: string) => url.startsWith("/api/") || url.startsWith("/healthz");

async function mount(middlewares: Connect.Server, mine: (url: string) => boolean, files?: BootOptions["files"]) {
  const { app, close } = await boot(loadConfig(), {
    version: process.env["npm_package_version"] ?? "development",
    log: accessLog(createLog()),
    ...(files ? { files } : {}),
  });
  // Vite's process has other users of the global Request and Response.
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  middlewares.use((request, response, next) => {
    if (mine(request.url ?? "")) void answer(request, response);
    else next();
  });
  return close;
}

/** Mounts the same app as the production server. Throws ConfigError at start as that does. */
export function proxyPlugin(): Plugin {
  return {
    name: "renderdeck-proxy",
    async configureServer({ middlewares, httpServer }) {
      const close = await mount(middlewares, isOurs);
      httpServer?.once("close", () => void close());
    },
    async configurePreviewServer({ middlewares, httpServer, config }) {
      const root = join(config.root, config.build.outDir);
      const close = await mount(
        middlewares,
        () => true,
        (headers) => createStatic(root, headers),
      );
      httpServer.once("close", () => void close());
    },
  };
}
