/** The frame of every page: navigation rail, page, status line, global keys, toasts and notifications. */
import { Outlet, useMatch } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../i18n/messages";
import { isKiosk } from "../monitor/is-kiosk";
import { lazyNamed } from "../ui/browser/lazy-named";
import { RefusalActionContext, type RefusalActionProps } from "../ui/dialog/refusal-action";
import { storageFailed } from "../ui/storage/storage-failure";
import { useFocusAfterNavigation } from "./keyboard/use-focus-after-navigation";
import { useGlobalKeys } from "./keyboard/use-global-keys";
import { NavRail } from "./nav-rail";
import { PaletteGate, usePalettePreload } from "./palette/palette-gate";
import classes from "./shell.module.css";
import { StatusLine } from "./status-line";

const ShellRefusalAction = lazyNamed(
  () => withMessages("refusals", import("./refusal/shell-refusal-action")),
  "ShellRefusalAction",
  "inline",
);
const ShortcutHelp = lazyNamed(() => withMessages("dialogs", import("./keyboard/shortcut-help")), "ShortcutHelp");
const StorageNotice = lazyNamed(
  () => withMessages("dialogs", import("./storage-notice")),
  "StorageNotice",
  "background",
);
const Toasts = lazyNamed(() => import("../ui/toasts/toasts"), "Toasts", "background");
const Watcher = lazyNamed(() => withMessages("soon", import("./notifications/watcher")), "Watcher", "background");

const renderRefusalAction = (props: RefusalActionProps) => <ShellRefusalAction {...props} />;

export function Shell() {
  const t = useTranslations("shell");
  const [open, setOpen] = useState<"help" | "palette" | null>(null);
  const close = () => setOpen(null);
  const openHelp = () => setOpen("help");
  const hasStorageFailed = storageFailed.use();
  usePalettePreload();
  useFocusAfterNavigation();
  useGlobalKeys({ onHelp: openHelp, onPalette: () => setOpen("palette") });
  // A wall screen shows the Monitor alone.
  const kiosk = useMatch({ from: "/monitor", shouldThrow: false, select: ({ search }) => isKiosk(search.kiosk) });
  return (
    <RefusalActionContext value={renderRefusalAction}>
      <div className={classes["shell"]} data-kiosk={kiosk || undefined}>
        <a className={classes["skip"]} href="#page">
          {t("skip")}
        </a>
        {!kiosk && <NavRail />}
        <div className={classes["frame"]}>
          <div className={classes["page"]} id="page" tabIndex={-1}>
            <Suspense fallback={<p className={classes["loading"]}>{t("loading")}</p>}>
              <Outlet />
            </Suspense>
          </div>
        </div>
        {!kiosk && (
          <StatusLine onHelp={openHelp} onPalette={() => setOpen("palette")}>
            <Suspense fallback={null}>
              <Toasts />
            </Suspense>
          </StatusLine>
        )}
        <Suspense fallback={null}>
          {kiosk && <Toasts isAlone />}
          <Watcher />
          {hasStorageFailed && <StorageNotice />}
          {open === "help" && <ShortcutHelp onClose={close} />}
        </Suspense>
        {open === "palette" && <PaletteGate onClose={close} onHelp={openHelp} />}
      </div>
    </RefusalActionContext>
  );
}
