import { MantineProvider } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { type Catalogue, resolveLanguage } from "./i18n/messages";
import { LanguageProvider } from "./i18n/provider";
import { createQueryClient } from "./queries/http/query-client";
import { createAppRouter } from "./routes";
import { LastResort } from "./shell/last-resort";
import { usePreferences } from "./ui/storage/preferences";
import { theme } from "./ui/theme/theme";
import { useColorScheme } from "./ui/theme/use-color-scheme";

/** Mantine writes its variables into a style element, which needs the nonce that the server put into the page. */
const styleNonce = () => document.querySelector('meta[name="csp-nonce"]')?.getAttribute("content") ?? "";

type Props = {
  readonly catalogue: Catalogue;
  /** With the route of the page's address loaded, so that the first rendering shows the page. */
  readonly router?: ReturnType<typeof createAppRouter>;
  /** Given by tests, which watch its requests. */
  readonly queryClient?: QueryClient;
};

/** The providers and the last-resort error boundary. */
export function App({ catalogue, router: loadedRouter, queryClient }: Props) {
  const { language } = usePreferences();
  const scheme = useColorScheme();
  const [client] = useState(() => queryClient ?? createQueryClient());
  const [router] = useState(() => loadedRouter ?? createAppRouter());
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
