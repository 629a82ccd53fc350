/** The way to the command palette. From the key that opens it on, what is typed is its search: no row takes it for actions. */
import { lazy, Suspense, useState } from "react";
import { useTypeAhead } from "./use-type-ahead";

const load = () => import("./command-palette");
const CommandPalette = lazy(() => load().then((module) => ({ default: module.CommandPalette })));

const preload = () => void load().catch(() => undefined);

/** Loads the palette while nothing else is to be done. Without it the first opening tries again. */
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
