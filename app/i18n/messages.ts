/**
 * The words of the page: one file a language and part, loaded when wanted. "base" comes with the first load (shell and
 * Tasks), a page's own part together with the page, "further" with the dialogs of what only today's farm can do.
 */
import type { AbstractIntlMessages } from "use-intl";

export type Language = "en" | "zh";
export type Part = "base" | "frames" | "monitor" | "environments" | "settings" | "further";

export type Catalogue = { readonly language: Language; readonly messages: AbstractIntlMessages };

const wanted = new Set<Part>(["base"]);
const listeners = new Set<() => void>();
let current: Catalogue | null = null;

const load = async (language: Language, part: Part): Promise<AbstractIntlMessages> => {
  const module: { default: AbstractIntlMessages } = await import(`./${language}/${part}.json`);
  return module.default;
};

/** The words in force; null before the first were loaded. */
export const readCatalogue = (): Catalogue | null => current;

export function subscribeCatalogue(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function publish(next: Catalogue): Catalogue {
  current = next;
  for (const listener of listeners) listener();
  return next;
}

/** Loads every part wanted so far in a language and puts it in force. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const parts = await Promise.all([...wanted].map((part) => load(language, part)));
  return publish({ language, messages: Object.assign({}, ...parts) });
}

/** Loads a page's part, now and whenever the language changes. */
async function loadWords(part: Part): Promise<void> {
  wanted.add(part);
  const language = current?.language;
  if (language === undefined) return;
  const messages = await load(language, part);
  // The language may have changed meanwhile: then the part has come with it.
  if (current?.language === language) publish({ language, messages: { ...current.messages, ...messages } });
}

/** A page together with its words: what a route loads. */
export async function withMessages<Module>(part: Part, page: Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([page, loadWords(part)]);
  return module;
}

/** The language to use: the chosen one, else the first of the browser's that we speak, else English. */
export function resolveLanguage(choice: Language | "auto", browser: readonly string[]): Language {
  if (choice !== "auto") return choice;
  const first = browser.find((tag) => /^(en|zh)\b/i.test(tag));
  return first?.toLowerCase().startsWith("zh") ? "zh" : "en";
}
