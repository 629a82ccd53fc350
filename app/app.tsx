import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { LanguageProvider } from "./i18n/provider";
import { type Catalogue, resolveLanguage } from "./i18n/words";
import { createQueryClient } from "./queries/query-client";
import { createAppRouter } from "./routes";
import { LastResort } from "./shell/last-resort";
import { usePreferences } from "./ui/preferences";
import { theme } from "./ui/theme";
import { useColorScheme } from "./ui/use-color-scheme";

/** Mantine writes its variables into a style element; the server gave this page a nonce for it. */
const styleNonce = () => document.querySelector('meta[name="csp-nonce"]')?.getAttribute("content") ?? "";

/** The providers and the last-resort error boundary. */
export function App({ catalogue }: { catalogue: Catalogue }) {
  const { language } = usePreferences();
  const scheme = useColorScheme();
  const [client] = useState(createQueryClient);
  const [router] = useState(createAppRouter);
  return (
    <LastResort>
      <LanguageProvider initial={catalogue} language={resolveLanguage(language, navigator.languages)}>
        <MantineProvider theme={theme} forceColorScheme={scheme} getStyleNonce={styleNonce}>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </LanguageProvider>
    </LastResort>
  );
}
