/**
 * Compiles the ICU messages at build time: the page formats compiled messages and needs no ICU parser (12 kB gzip of the first load).
 * The dev server and the unit tests parse at run time; the results are the same (compile-messages.test.ts).
 */
import compile from "icu-minify/compile";
import type { Plugin } from "vite";

type Tree<Leaf> = { readonly [key: string]: Leaf | Tree<Leaf> };
export type Compiled = Tree<ReturnType<typeof compile>>;

const catalogue = /\/app\/i18n\/[^/]+\/[^/]+\.json$/;

export const compileTree = (messages: Tree<string>): Compiled =>
  Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      key,
      typeof message === "string" ? compile(message) : compileTree(message),
    ]),
  );

export function compileMessages(): Plugin {
  return {
    name: "renderdeck:compile-messages",
    apply: "build",
    enforce: "pre",
    config: () => ({ resolve: { alias: { "use-intl/format-message": "use-intl/format-message/format-only" } } }),
    transform: (json, id) => (catalogue.test(id) ? { code: JSON.stringify(compileTree(JSON.parse(json))) } : null),
  };
}
