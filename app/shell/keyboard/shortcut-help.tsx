import { Button, Checkbox } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useCapability } from "../../queries/http/capabilities";
import { Dialog } from "../../ui/dialog/dialog";
import { setPreferences, usePreferences } from "../../ui/storage/preferences";
import classes from "../shell.module.css";

/** Keys and what they do; the words are under `shell.keys.<name>`. */
const everywhere = [
  ["?", "help"],
  ["Ctrl K", "palette"],
  ["/", "search"],
  ["g t", "goTasks"],
  ["g m", "goMonitor"],
  ["g e", "goEnvironments"],
  ["g s", "goSettings"],
] as const;

const ofTasks = [
  ["↑ ↓ Page Home End", "move"],
  ["→ ←", "expand"],
  ["Enter", "open"],
  ["Space", "select"],
  ["Shift ↑ ↓", "range"],
  ["Ctrl A", "all"],
  ["Esc", "clear"],
  ["Shift F10", "menu"],
  ["r", "rerender"],
  ["s", "start"],
  ["x", "stop"],
  ["a", "abandon"],
  ["Del", "delete"],
] as const;

const ofFrames = [
  ["↑ ↓ Page Home End", "move"],
  ["→ ←", "cells"],
  ["← → ↑ ↓ Home End", "strip"],
  ["Space", "selectFrame"],
  ["Shift ↑ ↓ ← →", "range"],
  ["Ctrl A", "allFrames"],
  ["Esc", "drop"],
  ["r", "rerenderFrames"],
] as const;

/** Only where the farm has logs. */
const ofLogs = [
  ["Shift F10", "menu"],
  ["l", "log"],
] as const;

/** The keys of the page in view, beside those of every page. */
function keysOf(pathname: string, logs: boolean) {
  if (/^\/tasks\/?$/.test(pathname)) return [...everywhere, ...ofTasks];
  if (pathname.startsWith("/tasks/")) return [...everywhere, ...ofFrames, ...(logs ? ofLogs : [])];
  return everywhere;
}

/** The list of shortcuts, and the switch for those of a single key (WCAG 2.1.4). */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell.keys");
  const { shortcuts } = usePreferences();
  const logs = useCapability("frameLog").has;
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return (
    <Dialog onClose={onClose} title={t("title")}>
      <dl className={classes["keys"]}>
        {keysOf(pathname, logs).map(([key, name]) => (
          <div key={name}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(name)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        mt="sm"
        size="xs"
        label={t("singleKeys")}
        checked={shortcuts}
        onChange={(event) => setPreferences({ shortcuts: event.currentTarget.checked })}
      />
      <Button mt="md" onClick={onClose}>
        {t("close")}
      </Button>
    </Dialog>
  );
}
