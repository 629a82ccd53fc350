/** Opens the command palette. Keys typed while it loads become its search, so that no row runs them as commands. */
import { Suspense, useState } from "react";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useTypeAhead } from "./use-type-ahead";

const load = () => import("./command-palette");
const CommandPalette = lazyNamed(() => load(), "CommandPalette");

const preload = () => void load().catch(() => undefined);

/** Loads the palette while the browser is idle. If that fails, the first opening tries again. */
export function preloadPalette(): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(preload, 2000);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(preload);
  return () => cancelIdleCallback(idle);
}

export function PaletteGate({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const [query, setQuery] = useState("");
  const [ready, setReady] = useState(false);
  useTypeAhead(!ready, setQuery, onClose);
  return (
    <Suspense fallback={null}>
      <CommandPalette
        query={query}
        onQuery={setQuery}
        onReady={() => setReady(true)}
        onClose={onClose}
        onHelp={onHelp}
      />
    </Suspense>
  );
}
