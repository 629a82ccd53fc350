/** The proxy inside Vite: operations and /healthz in `vite dev`, the whole production server in `vite preview`. */
import { join } from "node:path";
import type { Connect, Plugin } from "vite";
import { loadConfig } from "../config";
import { createProxy, type ProxyOptions } from "../create-proxy";
import { createAccessLog, createLogSink } from "../http/access-log";
import { createStaticFiles } from "../http/static-files";

const isOurs = (url: string) => url.startsWith("/api/") || url.startsWith("/healthz");

async function mount(middlewares: Connect.Server, mine: (url: string) => boolean, files?: ProxyOptions["files"]) {
  const { requestListener: answer, close } = await createProxy(loadConfig(), {
    version: process.env["npm_package_version"] ?? "development",
    log: createAccessLog(createLogSink()),
    ...(files ? { files } : {}),
  });
  middlewares.use((request, response, next) => {
    if (mine(request.url ?? "")) answer(request, response);
    else next();
  });
  return close;
}

/** Mounts the same listener as the production server. Throws ConfigError at start as that does. */
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
        (headers) => createStaticFiles(root, headers),
      );
      httpServer.once("close", () => void close());
    },
  };
}
