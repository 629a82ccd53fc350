import { IconChartBar, IconHistory, IconListTree, IconPuzzle, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../i18n/messages";
import { hasAccounts } from "../state/account";
import { lazyNamed } from "../ui/browser/lazy-named";
import classes from "./nav-rail.module.css";

/** The pages, in the order of the rail. Only our server records history. */
const pages = [
  { to: "/tasks", name: "tasks", Icon: IconListTree },
  { to: "/monitor", name: "monitor", Icon: IconChartBar },
  ...(__LIVE__ ? ([{ to: "/history", name: "history", Icon: IconHistory }] as const) : []),
  { to: "/environments", name: "environments", Icon: IconPuzzle },
  { to: "/settings", name: "settings", Icon: IconSettings },
] as const;

const AccountSwitch = lazyNamed(() => import("./account-switch"), "AccountSwitch", "background");
const NeedsCount = lazyNamed(() => withMessages("soon", import("./needs-count")), "NeedsCount", "background");
const PinnedViews = lazyNamed(() => import("./pinned-views"), "PinnedViews", "background");

export function NavRail() {
  const t = useTranslations("shell.nav");
  return (
    <nav className={classes["rail"]} aria-label={t("label")}>
      {hasAccounts && (
        <div className={classes["account"]}>
          <Suspense fallback={null}>
            <AccountSwitch />
          </Suspense>
        </div>
      )}
      {pages.map(({ to, name, Icon }) => (
        <Link
          key={to}
          to={to}
          className={classes["railLink"]}
          activeProps={{ "aria-current": "page" }}
          aria-describedby={name === "tasks" ? "needs-count" : undefined}
        >
          <Icon size={20} stroke={1.6} aria-hidden="true" />
          <span>{t(name)}</span>
          {name === "tasks" && (
            <Suspense fallback={null}>
              <NeedsCount />
            </Suspense>
          )}
        </Link>
      ))}
      <Suspense fallback={null}>
        <PinnedViews />
      </Suspense>
    </nav>
  );
}
