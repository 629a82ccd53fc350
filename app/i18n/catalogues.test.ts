import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import en from "./en.json";
import { resolveLanguage } from "./provider";
import zh from "./zh.json";

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

const catalogues = { en: messages(en), zh: messages(zh) };
const keys = [...catalogues.en.keys()];

/** Each argument with its kind, wherever it stands: `count:plural`, `ms:number`. Plural arms differ by language. */
function argumentsOf(message: string, locale: string): string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const part of node) visit(part);
    if (typeof node !== "object" || node === null) return;
    if ("type" in node && "value" in node && typeof node.value === "string" && node.type !== 0) found.add(node.value);
    for (const member of Object.values(node)) visit(member);
  };
  visit(new IntlMessageFormat(message, locale).getAst());
  return [...found].toSorted();
}

describe("the catalogues", () => {
  it("have the same keys", () => {
    expect(keys.length).toBeGreaterThan(200);
    expect([...catalogues.zh.keys()].toSorted()).toEqual(keys.toSorted());
  });

  it("parse, message by message, with the same arguments", () => {
    const differing = keys.filter((key) => {
      const [english, chinese] = [catalogues.en.get(key) ?? "", catalogues.zh.get(key) ?? ""];
      return argumentsOf(english, "en").join() !== argumentsOf(chinese, "zh").join();
    });
    expect(differing).toEqual([]);
    expect(argumentsOf(en.task.action.rerender.title, "en")).toEqual(["count", "tasks"]);
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
