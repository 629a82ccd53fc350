/**
 * Builds app/shell/first-paint/before-paint.ts as a classic script with a hashed name, and writes that name and those of the
 * first messages into index.html. Vite itself builds module scripts only, which run after the first paint.
 */
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const SOURCE = "app/shell/first-paint/before-paint.ts";
/** The messages that the first rows need. */
const MESSAGES = /\/app\/i18n\/(\w+)\/base\.json$/;
const file = fileURLToPath(new URL(`../../${SOURCE}`, import.meta.url));

async function compile(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, modulePreload: false, rolldownOptions: { input: file, output: { format: "iife" } } },
  });
  const outputs = "output" in result ? result.output : [];
  const code = outputs.flatMap((output) => (output.type === "chunk" ? output.code : []))[0];
  if (code === undefined) throw new Error(`${SOURCE} has no output`);
  return code;
}

export function beforePaint(): Plugin {
  let base = "/";
  let script = "";
  return {
    name: "renderdeck:before-paint",
    apply: "build",
    configResolved(config) {
      base = config.base;
    },
    async buildStart() {
      const source = await compile();
      script = this.emitFile({ type: "asset", name: "before-paint.js", originalFileName: SOURCE, source });
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("The build has no index.html");
        const messages = Object.values(bundle).flatMap(({ fileName, ...output }) => {
          const language = "facadeModuleId" in output && MESSAGES.exec(output.facadeModuleId ?? "")?.[1];
          return language ? [`data-${language}="${base}${fileName}"`] : [];
        });
        page.source = String(page.source).replace(
          `src="/${SOURCE}"`,
          `src="${base}${this.getFileName(script)}" ${messages.toSorted().join(" ")}`,
        );
      },
    },
  };
}
