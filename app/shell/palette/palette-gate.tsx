/** Opens the command palette. Keys typed while it loads become its search, so that no row runs them as commands. */
import { Suspense, useEffect, useState } from "react";
import { withMessages } from "../../i18n/messages";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useTypeAhead } from "./use-type-ahead";

const CommandPalette = lazyNamed(
  () => withMessages(["soon", "dialogs"], import("./command-palette")),
  "CommandPalette",
);

/** Loads the palette with the first press of Ctrl or Cmd, which precedes K. */
export function usePalettePreload(): void {
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "Control" || key === "Meta") void CommandPalette.preload();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
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
