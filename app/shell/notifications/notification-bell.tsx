/** The bell of the status line; the list of notifications loads when the user reaches for it. */
import { withMessages } from "../../i18n/messages";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { OnDemand } from "../../ui/controls/on-demand";
import { BellButton, unreadOf } from "./bell-button";
import { useNotificationList } from "./notification-list";

const NotificationPopover = lazyNamed(
  () => withMessages("dialogs", import("./notification-popover")),
  "NotificationPopover",
  "inline",
);

export function NotificationBell() {
  const unread = unreadOf(useNotificationList());
  return (
    <OnDemand part={NotificationPopover} placeholders={<BellButton unread={unread} />}>
      <NotificationPopover />
    </OnDemand>
  );
}
