/** Vite plug-in that runs the proxy: operations and /healthz in `vite dev`, the whole production server in `vite preview`. */
import { join } from "node:path";
import type { Connect, Plugin } from "vite";
import { loadConfig } from "../config";
import { createProxy, type ProxyOptions } from "../create-proxy";
import { createAccessLog, createLogSink } from "../http/access-log";
import { createStaticFiles } from "../http/static-files";

const isProxyPath = (url: string) => url.startsWith("/api/") || url.startsWith("/healthz");

async function mount(
  middlewares: Connect.Server,
  isHandled: (url: string) => boolean,
  staticFiles?: ProxyOptions["staticFiles"],
) {
  const { requestListener, close } = await createProxy(loadConfig(), {
    version: process.env["npm_package_version"] ?? "development",
    log: createAccessLog(createLogSink()),
    ...(staticFiles ? { staticFiles } : {}),
  });
  middlewares.use((request, response, next) => {
    if (isHandled(request.url ?? "")) requestListener(request, response);
    else next();
  });
  return close;
}

/** Mounts the request listener of the production server. Throws ConfigError at start, as the production server does. */
export function proxyPlugin(): Plugin {
  return {
    name: "renderdeck-proxy",
    async configureServer({ middlewares, httpServer }) {
      const close = await mount(middlewares, isProxyPath);
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
