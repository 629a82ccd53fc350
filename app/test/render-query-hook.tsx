import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";

/** Renders a hook of the query layer with a query client. */
export const renderQueryHook = <Result, Props>(
  client: QueryClient,
  hook: (props: Props) => Result,
  initialProps?: Props,
) =>
  renderHook(hook, {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
    ...(initialProps === undefined ? {} : { initialProps }),
  });
