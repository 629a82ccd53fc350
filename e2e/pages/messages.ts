/** Texts of the page in a language, for tests that run in both. */
import { readdirSync, readFileSync } from "node:fs";
import * as z from "zod/mini";

const folder = new URL("../../app/i18n/", import.meta.url);
type Messages = { readonly [key: string]: string | Messages };
const messages: z.ZodMiniType<Messages> = z.record(z.string(), z.union([z.string(), z.lazy(() => messages)]));

/** An argument of a message: `{name}`, or `{count, plural, one {…} other {…}}`. */
function withoutArguments(text: string): string {
  let depth = 0;
  return text
    .split("")
    .map((letter) => {
      if (letter === "{") depth += 1;
      if (letter === "}") depth -= 1;
      if (letter === "{" && depth === 1) return "\u0000";
      return depth > 0 || letter === "}" ? "" : letter;
    })
    .join("");
}

/** A function that gives the pattern of a whole text by its key; arguments match anything. */
export function textsOf(language: "en" | "zh"): (key: string) => RegExp {
  const parts = readdirSync(new URL(`${language}/`, folder)).map((name) =>
    messages.parse(JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), "utf8"))),
  );
  return (key) => {
    for (const part of parts) {
      let at: string | Messages | undefined = part;
      for (const name of key.split(".")) at = typeof at === "object" ? at[name] : undefined;
      if (typeof at !== "string") continue;
      const escaped = withoutArguments(at).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      return new RegExp(`^${escaped.replaceAll("\u0000", ".+")}$`);
    }
    throw new Error(`There is no text ${key} in ${language}`);
  };
}
