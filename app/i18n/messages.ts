/**
 * Message catalogues: one JSON file per language and part, loaded on demand to keep the first load small. "base" holds
 * what the first rows and the shell show, "soon" what follows them without a click, and the palette, "dialogs" what a click opens on
 * Tasks and what dialogs of other pages share; each page has a part, "current" holds the dialogs that only the current dialect
 * supports, "errors" failed frames by message, "team" claims and notes, "platforms" render areas, and "refusals" the codes of the farm, which are loaded with the first refusal.
 */
import type { AbstractIntlMessages } from "use-intl";

export type Language = "en" | "zh";
export type CataloguePart =
  | "base"
  | "dialogs"
  | "soon"
  | "frames"
  | "monitor"
  | "history"
  | "accounts"
  | "environments"
  | "settings"
  | "team"
  | "current"
  | "platforms"
  | "errors"
  | "refusals";

export type Catalogue = { readonly language: Language; readonly messages: AbstractIntlMessages };

const requestedParts = new Set<CataloguePart>(["base"]);
/** The parts of the current catalogue. */
let currentParts: ReadonlySet<CataloguePart> = new Set();
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
  const names = [...requestedParts];
  const parts = await Promise.all(names.map((part) => loadPart(language, part)));
  currentParts = new Set(names);
  return publish({ language, messages: parts.reduce(mergeMessages, {}) });
}

/** A compiled message can be an array. */
const isTree = (value: AbstractIntlMessages[string] | undefined): value is AbstractIntlMessages =>
  typeof value === "object" && !Array.isArray(value);

/** Two parts can have keys below the same name: "base" and "dialogs" both have "task". */
export function mergeMessages(one: AbstractIntlMessages, other: AbstractIntlMessages): AbstractIntlMessages {
  const merged = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = merged[key];
    merged[key] = isTree(before) && isTree(value) ? mergeMessages(before, value) : value;
  }
  return merged;
}

/** Adds a part to the current catalogue, and to every catalogue loaded later. */
async function addPart(part: CataloguePart): Promise<void> {
  requestedParts.add(part);
  const language = current?.language;
  if (language === undefined || currentParts.has(part)) return;
  const messages = await loadPart(language, part);
  // The language may have changed in the meantime.
  if (current?.language !== language) return addPart(part);
  currentParts = new Set([...currentParts, part]);
  publish({ language, messages: mergeMessages(current.messages, messages) });
}

/**
 * Loads a part in the background, once, and adds it when it arrives. For texts that a failure shows: whatever shows them has a
 * shorter text until then. After a failed load the next call tries again.
 */
export function requestPart(part: CataloguePart): void {
  if (requestedParts.has(part)) return;
  addPart(part).catch(() => requestedParts.delete(part));
}

/** Loads a page or dialog together with its messages, so that it never renders without them. */
export async function withMessages<Module>(
  parts: CataloguePart | readonly CataloguePart[],
  page: Promise<Module>,
): Promise<Module> {
  const [module] = await Promise.all([page, ...[parts].flat().map(addPart)]);
  return module;
}

/** The chosen language, otherwise the first supported one of the browser's list, otherwise English. */
export function resolveLanguage(choice: Language | "auto", browser: readonly string[]): Language {
  if (choice !== "auto") return choice;
  const first = browser.find((tag) => /^(en|zh)\b/i.test(tag));
  return first?.toLowerCase().startsWith("zh") ? "zh" : "en";
}
