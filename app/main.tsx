/** Boot: in the demo build the farm starts inside the browser first; then language and page load side by side. */
import "./ui/theme/mantine.css";
import "./ui/theme/theme.css";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { loadCatalogue, resolveLanguage } from "./i18n/messages";
import { readPreferences } from "./ui/storage/preferences";

async function boot(root: HTMLElement): Promise<void> {
  if (__DEMO__) {
    const { startDemo } = await import("../mocks/browser");
    await startDemo({ base: import.meta.env.BASE_URL });
  }
  const catalogue = await loadCatalogue(resolveLanguage(readPreferences().language, navigator.languages));
  createRoot(root).render(<App catalogue={catalogue} />);
}

const root = document.getElementById("root");
if (root) {
  boot(root).catch(() => {
    // Nothing of ours has loaded, words included: say it in both languages and offer what helps.
    root.textContent = "Renderdeck could not start: reload the page. · Renderdeck 无法启动，请刷新页面。";
  });
}
