import { describe, expect, it } from "vitest";
import { languageOf } from "./language";

describe("languageOf", () => {
  it.each([
    [{ "x-renderdeck-language": "zh", "accept-language": "en-US" }, "zh"],
    [{ "x-renderdeck-language": "en", "accept-language": "zh-CN,zh;q=0.9" }, "en"],
    [{ "accept-language": "zh-CN,zh;q=0.9,en;q=0.8" }, "zh"],
    [{ "accept-language": " ZH" }, "zh"],
    [{ "accept-language": "de,zh;q=0.5" }, "en"],
    [{ "accept-language": "zha" }, "en"],
    [{}, "en"],
  ])("reads %j as %s", (headers, language) => {
    const values = new Map<string, string>(Object.entries(headers));
    expect(languageOf((name) => values.get(name))).toBe(language);
  });
});
