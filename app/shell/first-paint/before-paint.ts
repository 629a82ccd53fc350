/**
 * A classic script in the head of index.html, so it runs before the first paint: the theme, density and language that the user
 * chose, and which parts of the frame fit the address. Without it the frame is in the light theme and has no rows.
 */

/** `renderdeck.preferences.1` of ui/storage/preferences.ts, which is too large to load before the first paint. */
function storedPreferences(): Record<string, unknown> {
  try {
    return Object(JSON.parse(localStorage.getItem("renderdeck.preferences.1") ?? "{}"));
  } catch {
    // Damaged, or forbidden by the browser's settings.
    return {};
  }
}

/** Loads the messages beside the application, which chooses the language in the same way (i18n/messages.ts). */
function preloadMessages(choice: unknown): void {
  const first = navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag)) ?? "en";
  const language = choice === "en" || choice === "zh" ? choice : first.slice(0, 2).toLowerCase();
  // Absent in development.
  const href = document.currentScript?.dataset[language];
  if (href !== undefined)
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
}

const { theme, density, language: languageChoice } = storedPreferences();
const { pathname, search } = window.location;
const { dataset } = document.documentElement;
const isSystemDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
const isDark = theme === "dark" || (theme !== "light" && isSystemDark);
const isKiosk = pathname.endsWith("/monitor") && new URLSearchParams(search).get("kiosk") === "1";
const hasRows = /^\/$|\/tasks\/?$/.test(pathname);

dataset["mantineColorScheme"] = isDark ? "dark" : "light";
dataset["density"] = density === "compact" ? "compact" : "normal";
dataset["firstPaint"] = isKiosk ? "kiosk" : hasRows ? "tasks" : "page";
preloadMessages(languageChoice);
