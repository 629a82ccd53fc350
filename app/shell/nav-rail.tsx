import { IconChartBar, IconListTree, IconPuzzle, IconSettings } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslations } from "use-intl";
import { lazyNamed } from "../ui/browser/lazy-named";
import classes from "./nav-rail.module.css";

/** The pages, in the order of the rail. */
const pages = [
  { to: "/tasks", name: "tasks", Icon: IconListTree },
  { to: "/monitor", name: "monitor", Icon: IconChartBar },
  { to: "/environments", name: "environments", Icon: IconPuzzle },
  { to: "/settings", name: "settings", Icon: IconSettings },
] as const;

const PinnedViews = lazyNamed(() => import("./pinned-views"), "PinnedViews");

export function NavRail() {
  const t = useTranslations("shell.nav");
  return (
    <nav className={classes["rail"]} aria-label={t("label")}>
      {pages.map(({ to, name, Icon }) => (
        <Link key={to} to={to} className={classes["railLink"]} activeProps={{ "aria-current": "page" }}>
          <Icon size={20} stroke={1.6} aria-hidden="true" />
          <span>{t(name)}</span>
        </Link>
      ))}
      <Suspense fallback={null}>
        <PinnedViews />
      </Suspense>
    </nav>
  );
}
