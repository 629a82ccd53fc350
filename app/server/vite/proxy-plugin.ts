/** Vite plug-in that runs the proxy: operations and /healthz in `vite dev`, the whole production server in `vite preview`. */
import { join } from "node:path";
import type { Connect, Plugin } from "vite";
import { loadConfig } from "../../proxy/config";
import { createLogSink, createServerLog } from "../../proxy/http/server-log";
import { createStaticFiles, readBuildName } from "../../proxy/http/static-files";
import { type AccountsOptions, openAccounts } from "../accounts/open-accounts";
import { livePreloads } from "../live/live-routes";
import { descriptorLimit, resourceLimits } from "../resource-limits";

const isProxyPath = (url: string) => /^(?:\/accounts\/[^/]+)?\/(?:api\/|healthz)/.test(url);

async function mount(
  middlewares: Connect.Server,
  isHandled: (url: string) => boolean,
  page: Pick<AccountsOptions, "staticFiles" | "build"> = {},
) {
  const { requestListener, close } = await openAccounts(loadConfig(), {
    version: process.env["npm_package_version"] ?? "development",
    log: createServerLog(createLogSink()),
    limits: resourceLimits(descriptorLimit()),
    ...page,
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
      const close = await mount(middlewares, () => true, {
        staticFiles: (headers) => createStaticFiles(root, headers, livePreloads),
        build: readBuildName(root),
      });
      httpServer.once("close", () => void close());
    },
  };
}
