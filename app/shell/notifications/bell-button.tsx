import { IconBell } from "@tabler/icons-react";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";
import type { StoredNotification } from "./notification-list";

export const unreadOf = (notifications: readonly StoredNotification[]): number =>
  notifications.filter((entry) => !entry.read).length;

/** The bell with the number of unread notifications. */
export function BellButton({ unread, ...props }: { readonly unread: number } & ComponentProps<"button">) {
  const t = useTranslations("shell.notifications");
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={unread > 0 ? t("unread", { count: unread }) : t("bell")}
      {...props}
    >
      <IconBell size={14} aria-hidden="true" /> {unread > 0 && <strong>{unread}</strong>}
    </button>
  );
}
