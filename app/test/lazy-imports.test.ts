/** Every `import()` of the page is a part with an error boundary (lazyNamed), or one of the few below, whose callers handle a failure. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

const handled: Readonly<Record<string, string>> = {
  "main.tsx": "the demo's farm: the start shows its own message",
  "i18n/messages.ts": "messages: withMessages rejects with the part, a change of language keeps the language",
  "protocol/endpoints.ts": "response schemas: the call fails",
  "queries/tasks/task-history-query.ts": "the demo's reading of frames: the next poll tries again",
  "tasks/commands/use-plan-prices.ts": "prices: the query fails",
  "ui/toasts/toast.ts": "the store of toasts",
  "ui/toasts/toast-effect.ts": "the store of toasts",
};

const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|^proxy\/|^server\/|^test\//.test(path));

/** The `import()` calls of a source that are not the first argument of lazyNamed. */
function unguarded(text: string): string[] {
  const code = text.replaceAll(/typeof import\([^)]*\)/g, "");
  const guarded = /lazyNamed\(\s*\(\) =>\s*(?:withMessages\((?:"\w+"|\[[^\]]*\]),\s*)?import\(/g;
  return code.replaceAll(guarded, "").match(/\bimport\(["`][^)]*\)/g) ?? [];
}

describe("lazy imports", () => {
  it("are below an error boundary, each", () => {
    const found = sources.filter((path) => unguarded(readFileSync(`${root}${path}`, "utf8")).length > 0);
    expect(found.toSorted()).toEqual(Object.keys(handled).toSorted());
  });

  it.each([
    ['const A = lazyNamed(() => import("./a"), "A");', 0],
    ['const A = lazyNamed(\n  () => withMessages(["x", "y"], import("./a")),\n  "A",\n);', 0],
    ['const A = lazy(() => import("./a"));', 1],
    ['const load = () => import("./a");\nconst A = lazyNamed(load, "A");', 1],
    ['lazyRouteComponent(() => withMessages("x", import("./a")), "A")', 1],
    ['type A = typeof import("./a.json");', 0],
  ])("finds in %j %s without one", (text, count) => {
    expect(unguarded(text)).toHaveLength(count);
  });
});
