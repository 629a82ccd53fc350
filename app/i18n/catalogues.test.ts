import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { resolveLanguage } from "./messages";

/** All parts of a language in one tree. */
const parts = import.meta.glob<object>("./*/*.json", { eager: true, import: "default" });
const whole = (language: string): object =>
  Object.assign(
    {},
    ...Object.entries(parts).flatMap(([path, part]) => (path.startsWith(`./${language}/`) ? [part] : [])),
  );

/** Every message of a catalogue under its dotted key. */
function messages(tree: object, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix === "" ? name : `${prefix}.${name}`;
    if (typeof value === "string") found.set(key, value);
    else for (const entry of messages(value, key)) found.set(...entry);
  }
  return found;
}

const catalogues = { en: messages(whole("en")), zh: messages(whole("zh")) };
const keys = [...catalogues.en.keys()];

const POUND = 7;

/** The arguments of a message, and those of which the reader sees the value: not one that only chooses a plural. */
function argumentsOf(message: string, locale: string): { all: string[]; shown: string[] } {
  const all = new Set<string>();
  const shown = new Set<string>();
  const visit = (node: unknown, counted: string | null): void => {
    if (Array.isArray(node)) for (const part of node) visit(part, counted);
    if (typeof node !== "object" || node === null) return;
    const name = "value" in node && "type" in node && node.type !== 0 ? String(node.value) : null;
    const choosing = "options" in node;
    if ("type" in node && node.type === POUND && counted !== null) shown.add(counted);
    else if (name !== null) all.add(name);
    if (name !== null && name !== "undefined" && !choosing) shown.add(name);
    for (const member of Object.values(node)) visit(member, choosing ? name : counted);
  };
  visit(new IntlMessageFormat(message, locale).getAst(), null);
  return { all: [...all].toSorted(), shown: [...shown].toSorted() };
}

describe("the catalogues", () => {
  it("have the same keys", () => {
    expect(keys.length).toBeGreaterThan(200);
    expect([...catalogues.zh.keys()].toSorted()).toEqual(keys.toSorted());
  });

  it("parse, message by message; Chinese shows what English shows and knows no other argument", () => {
    const differing = keys.filter((key) => {
      const english = argumentsOf(catalogues.en.get(key) ?? "", "en");
      const chinese = argumentsOf(catalogues.zh.get(key) ?? "", "zh");
      const untold = english.shown.filter((name) => !chinese.shown.includes(name));
      return untold.length > 0 || !chinese.all.every((name) => english.all.includes(name));
    });
    expect(differing).toEqual([]);
    expect(argumentsOf(catalogues.en.get("task.action.rerender.title") ?? "", "en").shown).toEqual(["count", "tasks"]);
    expect(argumentsOf("{a, number} {b, plural, one {thing} other {things}}", "en")).toEqual({
      all: ["a", "b"],
      shown: ["a"],
    });
  });

  it("have no empty message and no sentence of Chinese left in English", () => {
    const empty = [...catalogues.en, ...catalogues.zh].filter(([, message]) => message.trim() === "");
    expect(empty).toEqual([]);
    const sentences = keys.filter((key) => /([a-z]+ ){2}[a-z]+/i.test(catalogues.en.get(key) ?? ""));
    const untranslated = sentences.filter((key) => !/\p{Script=Han}/u.test(catalogues.zh.get(key) ?? ""));
    expect(untranslated).toEqual([]);
  });
});

describe("the language", () => {
  it("is the chosen one whatever the browser wants", () => {
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
  ] as const)("of a browser that wants %j is %s", (wanted, language) => {
    expect(resolveLanguage("auto", wanted)).toBe(language);
  });
});
