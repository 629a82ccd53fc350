/** The list of notifications behind a bell with the number of unread ones. */
import { Button, Popover } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useHalfMinute } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { clearNotifications, markNotificationsRead, useNotificationList } from "./notification-list";
import classes from "./notifications.module.css";

export function NotificationBell() {
  const t = useTranslations("shell.notifications");
  const format = useFormat();
  const nowMs = useHalfMinute();
  const notifications = useNotificationList();
  const [opened, setOpened] = useState(false);
  const unread = notifications.filter((entry) => !entry.read).length;
  const toggle = (next: boolean) => {
    setOpened(next);
    // Every entry was visible while the list was open.
    if (!next && unread > 0) void markNotificationsRead();
  };
  return (
    <Popover position="top-end" width={340} opened={opened} onChange={toggle} trapFocus>
      <Popover.Target>
        <button
          type="button"
          aria-label={unread > 0 ? t("unread", { count: unread }) : t("bell")}
          onClick={() => toggle(!opened)}
        >
          <IconBell size={14} aria-hidden="true" /> {unread > 0 && <strong>{unread}</strong>}
        </button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <strong>{t("title")}</strong>
        {notifications.length === 0 && <p className="faint">{t("none")}</p>}
        <ul className={classes["notifications"]}>
          {notifications.map((entry) => (
            <li key={entry.key} data-unread={!entry.read || undefined}>
              <Link to="/tasks" search={{ task: entry.taskId }} onClick={() => toggle(false)}>
                <bdi>{entry.name}</bdi>
              </Link>
              <span className="tone" data-tone={entry.kind === "finished" ? "good" : "bad"}>
                {t(entry.kind, { count: entry.failedFrames })}
              </span>
              <span className="faint" title={format.moment(entry.atMs)}>
                {format.ago(entry.atMs, nowMs)}
              </span>
            </li>
          ))}
        </ul>
        {notifications.length > 0 && (
          <Button variant="subtle" onClick={() => void clearNotifications()}>
            {t("clear")}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
