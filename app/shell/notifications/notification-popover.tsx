/** The list of notifications behind the bell. Loaded when the user reaches for it. */
import { Button, Popover } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { BellButton, unreadOf } from "./bell-button";
import { clearNotifications, markNotificationsRead, useNotificationList } from "./notification-list";
import { placeOfNotification } from "./notification-place";
import { toneOf } from "./notification-tone";
import classes from "./notifications.module.css";

export function NotificationPopover() {
  const t = useTranslations("shell.notifications");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const notifications = useNotificationList();
  const [opened, setOpened] = useState(false);
  const unread = unreadOf(notifications);
  const toggle = (next: boolean) => {
    setOpened(next);
    // Every entry was visible while the list was open.
    if (!next && unread > 0) markNotificationsRead();
  };
  return (
    <Popover position="top-end" width={340} opened={opened} onChange={toggle} trapFocus>
      <Popover.Target>
        <BellButton unread={unread} onClick={() => toggle(!opened)} />
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <strong>{t("title")}</strong>
        {notifications.length === 0 && <p className="faint">{t("none")}</p>}
        <ul className={classes["notifications"]}>
          {notifications.map((entry) => (
            <li key={entry.key} data-unread={!entry.read || undefined}>
              <Link to="/tasks" search={placeOfNotification(entry)} onClick={() => toggle(false)}>
                <bdi>{entry.name}</bdi>
              </Link>
              <span className="tone" data-tone={toneOf(entry.type)}>
                {t(entry.type, { count: entry.failedFrames, tasks: entry.tasks })}
              </span>
              <span className="faint" title={format.moment(entry.atMs)}>
                {format.ago(entry.atMs, nowMs)}
              </span>
            </li>
          ))}
        </ul>
        {notifications.length > 0 && (
          <Button variant="subtle" onClick={clearNotifications}>
            {t("clear")}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
