import { type ReactNode, useEffect, useState } from "react";
import { type AbstractIntlMessages, IntlProvider } from "use-intl";

export type Language = "en" | "zh";

/** One chunk a language, so that the first load carries a single catalogue. */
const catalogues: Record<Language, () => Promise<{ default: AbstractIntlMessages }>> = {
  en: () => import("./en.json"),
  zh: () => import("./zh.json"),
};

export type Catalogue = { readonly language: Language; readonly messages: AbstractIntlMessages };

/** Loads the messages of a language. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return { language, messages: (await catalogues[language]()).default };
}

/** The language to use: the chosen one, else the first of the browser's that we speak, else English. */
export function resolveLanguage(choice: Language | "auto", wanted: readonly string[]): Language {
  if (choice !== "auto") return choice;
  return wanted
    .find((tag) => /^(en|zh)\b/i.test(tag))
    ?.toLowerCase()
    .startsWith("zh")
    ? "zh"
    : "en";
}

/** Messages for everything below. A change of language keeps the old words until the new ones are here. */
export function LanguageProvider({
  initial,
  language,
  children,
}: {
  initial: Catalogue;
  language: Language;
  children: ReactNode;
}) {
  const [catalogue, setCatalogue] = useState(initial);

  useEffect(() => {
    let current = true;
    if (language !== catalogue.language) {
      // Without its catalogue the page stays in the language it has, which is better than no page.
      loadCatalogue(language).then(
        (loaded) => current && setCatalogue(loaded),
        () => undefined,
      );
    }
    return () => {
      current = false;
    };
  }, [language, catalogue.language]);

  useEffect(() => {
    document.documentElement.lang = catalogue.language === "zh" ? "zh-CN" : "en";
  }, [catalogue.language]);

  return (
    <IntlProvider locale={catalogue.language} messages={catalogue.messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}
