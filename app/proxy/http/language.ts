/** The language of a request, for texts that the farm writes. */
import type { Language } from "../upstream/dialect";

/** The page's own header wins over the browser's. Every language except Chinese gets English. */
export function languageOf(header: (name: string) => string | undefined): Language {
  const accepted = header("x-renderdeck-language") ?? header("accept-language") ?? "";
  return /^\s*zh\b/i.test(accepted) ? "zh" : "en";
}
