/** Fails the client build when it reaches server code: the access key must have no way into the browser. */
import type { Plugin } from "vite";

const isServerOnly = (id: string) =>
  id.replaceAll("\\", "/").includes("/app/proxy/") || id.startsWith("node:") || id.includes("__vite-browser-external");

/** For the client build's plugins: no module of app/proxy and no Node built-in may be in its graph. */
export function clientWall(): Plugin {
  return {
    name: "renderdeck-client-wall",
    apply: "build",
    applyToEnvironment: ({ name }) => name === "client",
    buildEnd(error) {
      if (error) return;
      for (const id of this.getModuleIds()) {
        if (!isServerOnly(id)) continue;
        const importers = this.getModuleInfo(id)?.importers.join(", ") ?? "?";
        this.error(
          `The page must not contain ${id} (imported by ${importers}): the browser reaches the server through queries/call only`,
        );
      }
    },
  };
}
