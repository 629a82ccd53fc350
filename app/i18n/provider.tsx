import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { IntlProvider } from "use-intl";
import { type Catalogue, type Language, loadCatalogue, readCatalogue, subscribeCatalogue } from "./messages";

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
  const catalogue = useSyncExternalStore(subscribeCatalogue, readCatalogue) ?? initial;

  useEffect(() => {
    if (language === catalogue.language) return;
    // Without its words the page stays in the language it has, which is better than no page.
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
