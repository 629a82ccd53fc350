import type base from "./en/base.json";
import type environments from "./en/environments.json";
import type frames from "./en/frames.json";
import type further from "./en/further.json";
import type monitor from "./en/monitor.json";
import type settings from "./en/settings.json";

/** Every message of every part: a key that is missing in English does not compile. */
export type Messages = typeof base &
  typeof frames &
  typeof monitor &
  typeof environments &
  typeof settings &
  typeof further;

declare module "use-intl" {
  interface AppConfig {
    Locale: "en" | "zh";
    Messages: Messages;
  }
}
