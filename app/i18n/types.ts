import type base from "./en/base.json";
import type current from "./en/current.json";
import type environments from "./en/environments.json";
import type frames from "./en/frames.json";
import type monitor from "./en/monitor.json";
import type settings from "./en/settings.json";

/** All messages of all parts. A key that is missing in English does not compile. */
export type Messages = typeof base &
  typeof frames &
  typeof monitor &
  typeof environments &
  typeof settings &
  typeof current;

declare module "use-intl" {
  interface AppConfig {
    Locale: "en" | "zh";
    Messages: Messages;
  }
}
