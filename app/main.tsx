/** Starts the page: in the demo build the farm starts inside the browser first. */
import "./ui/theme/mantine.css";
import "./ui/theme/theme.css";
import "./shell/first-paint/first-paint.css";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { loadCatalogue, resolveLanguage } from "./i18n/messages";
import { createAppRouter } from "./routes";
import { markStarted } from "./ui/browser/load-chunk";
import { readPreferences } from "./ui/storage/preferences";

async function boot(root: HTMLElement): Promise<void> {
  if (__DEMO__) {
    const { startDemo } = await import("../mocks/browser");
    await startDemo({ base: import.meta.env.BASE_URL });
  }
  const catalogue = await loadCatalogue(resolveLanguage(readPreferences().language, navigator.languages));
  const router = createAppRouter();
  // Without a loaded route the first rendering would be empty, and replace the frame in index.html by nothing.
  await router.load();
  createRoot(root).render(<App catalogue={catalogue} router={router} />);
  markStarted();
}

const root = document.getElementById("root");
if (root) {
  boot(root).catch(() => {
    // Neither the page nor its messages have loaded: the text has both languages.
    root.textContent = "Renderdeck could not start: reload the page. · Renderdeck 无法启动，请刷新页面。";
  });
}
