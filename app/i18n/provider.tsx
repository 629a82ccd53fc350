import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { IntlProvider } from "use-intl";
import { type Catalogue, type Language, loadCatalogue, readCatalogue, subscribeCatalogue } from "./messages";

/** Provides messages to its children. After a change of language the old catalogue stays until the new one is loaded. */
export function LanguageProvider({
  initial,
  language,
  children,
}: {
  initial: Catalogue;
  language: Language;
  children: ReactNode;
}) {
  const catalogue = useSyncExternalStore(subscribeCatalogue, readCatalogue) ?? initial;

  useEffect(() => {
    if (language === catalogue.language) return;
    // If the new catalogue cannot be loaded, the page keeps its language instead of failing.
    loadCatalogue(language).catch(() => undefined);
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
