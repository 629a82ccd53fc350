import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { resolveLanguage } from "./messages";

const parts = Object.entries(import.meta.glob<object>("./*/*.json", { eager: true, import: "default" }));
const partsOf = (language: string) =>
  parts.filter(([path]) => path.startsWith(`./${language}/`)).map(([, part]) => part);

/** Map of dotted key to message. */
function flatten(tree: object, prefix = ""): Map<string, string> {
  const result = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix === "" ? name : `${prefix}.${name}`;
    if (typeof value === "string") result.set(key, value);
    else for (const entry of flatten(value, key)) result.set(...entry);
  }
  return result;
}

const catalogueOf = (language: string) => new Map(partsOf(language).flatMap((part) => [...flatten(part)]));

const catalogues = { en: catalogueOf("en"), zh: catalogueOf("zh") };
const keys = [...catalogues.en.keys()];

const POUND = 7;

/** All arguments of a message, and the visible ones: an argument that only selects a plural form is not visible. */
function argumentsOf(message: string, locale: string): { all: string[]; visible: string[] } {
  const all = new Set<string>();
  const visible = new Set<string>();
  const visit = (node: unknown, pluralArgument: string | null): void => {
    if (Array.isArray(node)) for (const part of node) visit(part, pluralArgument);
    if (typeof node !== "object" || node === null) return;
    const name = "value" in node && "type" in node && node.type !== 0 ? String(node.value) : null;
    const isSelector = "options" in node;
    if ("type" in node && node.type === POUND && pluralArgument !== null) visible.add(pluralArgument);
    else if (name !== null) all.add(name);
    if (name !== null && name !== "undefined" && !isSelector) visible.add(name);
    for (const member of Object.values(node)) visit(member, isSelector ? name : pluralArgument);
  };
  visit(new IntlMessageFormat(message, locale).getAst(), null);
  return { all: [...all].toSorted(), visible: [...visible].toSorted() };
}

describe("message catalogues", () => {
  it("have the same keys in both languages", () => {
    expect(keys.length).toBeGreaterThan(200);
    expect([...catalogues.zh.keys()].toSorted()).toEqual(keys.toSorted());
  });

  it("have each key in one part only", () => {
    const count = partsOf("en").reduce((sum, part) => sum + flatten(part).size, 0);
    expect(count).toBe(keys.length);
  });

  it("parse, and Chinese shows the arguments of English and no others", () => {
    const differing = keys.filter((key) => {
      const english = argumentsOf(catalogues.en.get(key) ?? "", "en");
      const chinese = argumentsOf(catalogues.zh.get(key) ?? "", "zh");
      const hiddenInChinese = english.visible.filter((name) => !chinese.visible.includes(name));
      return hiddenInChinese.length > 0 || !chinese.all.every((name) => english.all.includes(name));
    });
    expect(differing).toEqual([]);
    expect(argumentsOf(catalogues.en.get("task.action.rerender.title") ?? "", "en").visible).toEqual([
      "count",
      "tasks",
    ]);
    expect(argumentsOf("{a, number} {b, plural, one {thing} other {things}}", "en")).toEqual({
      all: ["a", "b"],
      visible: ["a"],
    });
  });

  it("have no empty message and no English sentence in Chinese", () => {
    const empty = [...catalogues.en, ...catalogues.zh].filter(([, message]) => message.trim() === "");
    expect(empty).toEqual([]);
    const sentences = keys.filter((key) => /([a-z]+ ){2}[a-z]+/i.test(catalogues.en.get(key) ?? ""));
    const untranslated = sentences.filter((key) => !/\p{Script=Han}/u.test(catalogues.zh.get(key) ?? ""));
    expect(untranslated).toEqual([]);
  });
});

describe("resolveLanguage", () => {
  it("returns the chosen language and ignores the browser", () => {
    expect(resolveLanguage("zh", ["en-US"])).toBe("zh");
    expect(resolveLanguage("en", ["zh-CN"])).toBe("en");
  });

  it.each([
    [["zh-CN", "en"], "zh"],
    [["zh"], "zh"],
    [["ZH-hant-TW"], "zh"],
    [["en-GB", "zh-CN"], "en"],
    [["fr", "zh-CN", "en"], "zh"],
    [["de", "en", "zh"], "en"],
    [["fr"], "en"],
    [[], "en"],
  ] as const)("maps the browser languages %j to %s", (browser, language) => {
    expect(resolveLanguage("auto", browser)).toBe(language);
  });
});
