/** The frame of every page: navigation rail, the page, the status line. */
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { NavRail } from "./nav-rail";
import classes from "./shell.module.css";
import { StatusLine } from "./status-line";
import { useGlobalKeys } from "./use-global-keys";

const ShortcutHelp = lazy(() => import("./shortcut-help").then((module) => ({ default: module.ShortcutHelp })));

export function Shell() {
  const t = useTranslations("shell");
  const [help, setHelp] = useState(false);
  useGlobalKeys({ onHelp: () => setHelp(true) });
  return (
    <div className={classes["shell"]}>
      <a className={classes["skip"]} href="#page">
        {t("skip")}
      </a>
      <NavRail />
      <div className={classes["page"]} id="page" tabIndex={-1}>
        <Suspense fallback={<p className={classes["loading"]}>{t("loading")}</p>}>
          <Outlet />
        </Suspense>
      </div>
      <StatusLine onHelp={() => setHelp(true)} />
      <Suspense fallback={null}>{help && <ShortcutHelp onClose={() => setHelp(false)} />}</Suspense>
    </div>
  );
}
