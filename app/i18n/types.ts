import type accounts from "./en/accounts.json";
import type base from "./en/base.json";
import type current from "./en/current.json";
import type dialogs from "./en/dialogs.json";
import type environments from "./en/environments.json";
import type errors from "./en/errors.json";
import type frames from "./en/frames.json";
import type history from "./en/history.json";
import type monitor from "./en/monitor.json";
import type platforms from "./en/platforms.json";
import type refusals from "./en/refusals.json";
import type settings from "./en/settings.json";
import type soon from "./en/soon.json";
import type team from "./en/team.json";

/** All messages of all parts. A key that is missing in English does not compile. */
export type Messages = typeof base &
  typeof dialogs &
  typeof frames &
  typeof monitor &
  typeof history &
  typeof accounts &
  typeof environments &
  typeof settings &
  typeof current &
  typeof errors &
  typeof platforms &
  typeof refusals &
  typeof soon &
  typeof team;

declare module "use-intl" {
  interface AppConfig {
    Locale: "en" | "zh";
    Messages: Messages;
  }
}
