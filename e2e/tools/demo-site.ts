import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const WORKER = "mockServiceWorker.js";
const worker = () => readFileSync(createRequire(import.meta.url).resolve(`msw/${WORKER}`), "utf8");

/**
 * Adds the files of a static host: the worker that answers the requests, copied from the installed msw so that the versions match,
 * and 404.html, so that a deep link survives a reload.
 */
export function demoSite(): Plugin {
  return {
    name: "renderdeck:demo-site",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url !== `${server.config.base}${WORKER}`) return next();
        response.setHeader("Content-Type", "text/javascript");
        response.end(worker());
      });
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        this.emitFile({ type: "asset", fileName: WORKER, source: worker() });
        const page = bundle["index.html"];
        if (page?.type === "asset") this.emitFile({ type: "asset", fileName: "404.html", source: page.source });
      },
    },
  };
}
