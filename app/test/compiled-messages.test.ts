/** The build compiles the messages; the page then shows the same text as with the messages as they are written. */
import { _createCache, _createIntlFormatters } from "use-intl/core";
import formatMessage from "use-intl/format-message";
import formatCompiled from "use-intl/format-message/format-only";
import { describe, expect, it } from "vitest";
import { type Compiled, compileTree } from "../../e2e/tools/compile-messages";

type Tree = { readonly [key: string]: string | Tree };
type CompiledMessage = Exclude<Compiled[string], Compiled>;

const parts = import.meta.glob<Tree>("../i18n/*/*.json", { eager: true, import: "default" });

/** 0 is the sign # of a plural, so a text before it is no name. */
const isArgument = ({ length, 1: kind }: readonly unknown[]) => length === 1 || (typeof kind === "number" && kind > 0);

/** Arguments of a compiled message, `["name"]` or `["name", kind, ...]`: those with a kind are numbers. */
function argumentsOf(compiled: unknown, names = new Map<string, boolean>()): Map<string, boolean> {
  if (Array.isArray(compiled) && typeof compiled[0] === "string" && isArgument(compiled))
    names.set(compiled[0], compiled.length > 1);
  if (typeof compiled === "object" && compiled !== null)
    for (const member of Object.values(compiled)) argumentsOf(member, names);
  return names;
}

const isLeaf = (value: CompiledMessage | Compiled): value is CompiledMessage =>
  typeof value === "string" || Array.isArray(value);

/** Each message as it is written and compiled. */
function pairs(written: Tree, compiled: Compiled): (readonly [string, CompiledMessage])[] {
  return Object.entries(written).flatMap(([key, one]) => {
    const other = compiled[key];
    if (other === undefined) throw new Error(`${key} is not compiled`);
    if (typeof one === "string") return isLeaf(other) ? [[one, other] as const] : [];
    return isLeaf(other) ? [] : pairs(one, other);
  });
}

const numbers = [0, 1, 2, 5, 11, 1234.5, 1_000_000];

describe.each(Object.entries(parts))("%s", (path, written) => {
  it("has the same text compiled", () => {
    const cache = _createCache();
    const locale = path.includes("/zh/") ? "zh" : "en";
    const options = { cache, formatters: _createIntlFormatters(cache), locale, timeZone: "UTC" };
    const all = pairs(written, compileTree(written));
    expect(all.length).toBeGreaterThan(5);
    for (const [message, compiled] of all)
      for (const number of numbers) {
        const entries = [...argumentsOf(compiled)].map(([name, isNumber]) => [name, isNumber ? number : "text"]);
        const values = Object.fromEntries(entries);
        const fromCompiled = formatCompiled("key", compiled, values, options);
        // An empty text is an empty list when it is compiled.
        expect([message, Array.isArray(fromCompiled) ? fromCompiled.join("") : fromCompiled]).toEqual([
          message,
          formatMessage("key", message, values, options),
        ]);
      }
  });
});
