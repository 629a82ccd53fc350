/**
 * Message catalogues: one JSON file per language and part, loaded on demand to keep the first load small. "base" holds
 * the shell and Tasks, each page has a part, and "current" holds the dialogs that only the current dialect supports.
 */
import type { AbstractIntlMessages } from "use-intl";

export type Language = "en" | "zh";
export type CataloguePart = "base" | "frames" | "monitor" | "environments" | "settings" | "current";

export type Catalogue = { readonly language: Language; readonly messages: AbstractIntlMessages };

const requestedParts = new Set<CataloguePart>(["base"]);
const listeners = new Set<() => void>();
let current: Catalogue | null = null;

const loadPart = async (language: Language, part: CataloguePart): Promise<AbstractIntlMessages> => {
  const module: { default: AbstractIntlMessages } = await import(`./${language}/${part}.json`);
  return module.default;
};

/** The current catalogue; null before the first one is loaded. */
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

/** Loads all parts requested so far in a language and makes them the current catalogue. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const parts = await Promise.all([...requestedParts].map((part) => loadPart(language, part)));
  return publish({ language, messages: Object.assign({}, ...parts) });
}

/** Adds a part to the current catalogue, and to every catalogue loaded later. */
async function addPart(part: CataloguePart): Promise<void> {
  requestedParts.add(part);
  const language = current?.language;
  if (language === undefined) return;
  const messages = await loadPart(language, part);
  // If the language changed in the meantime, `loadCatalogue` has loaded the part too.
  if (current?.language === language) publish({ language, messages: { ...current.messages, ...messages } });
}

/** Loads a page or dialog together with its messages, so that it never renders without them. */
export async function withMessages<Module>(part: CataloguePart, page: Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([page, addPart(part)]);
  return module;
}

/** The chosen language, otherwise the first supported one of the browser's list, otherwise English. */
export function resolveLanguage(choice: Language | "auto", browser: readonly string[]): Language {
  if (choice !== "auto") return choice;
  const first = browser.find((tag) => /^(en|zh)\b/i.test(tag));
  return first?.toLowerCase().startsWith("zh") ? "zh" : "en";
}
