import type messages from "./en.json";

declare module "use-intl" {
  interface AppConfig {
    Locale: "en" | "zh";
    Messages: typeof messages;
  }
}
