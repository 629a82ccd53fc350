import { Button, Checkbox } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { frameShortcuts } from "../../frames/frame-shortcuts";
import { useCapabilities } from "../../queries/http/capabilities";
import { taskShortcuts } from "../../tasks/task-shortcuts";
import type { Shortcut } from "../../ui/controls/shortcut";
import { Dialog } from "../../ui/dialog/dialog";
import { setPreferences, usePreferences } from "../../ui/storage/preferences";
import { globalShortcuts, goShortcuts } from "./global-shortcuts";
import classes from "./shortcut-help.module.css";

/** The keys of the page in view. */
function shortcutsOf(pathname: string): readonly Shortcut[] {
  if (/^\/tasks\/?$/.test(pathname)) return taskShortcuts;
  return pathname.startsWith("/tasks/") ? frameShortcuts : [];
}

/** The shortcuts of every page and of the page in view, and the switch for single keys (WCAG 2.1.4). */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell.keys");
  const { shortcuts } = usePreferences();
  const stateOf = useCapabilities();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const rows = [...globalShortcuts, ...goShortcuts, ...shortcutsOf(pathname)];
  return (
    <Dialog onClose={onClose} title={t("title")}>
      <dl className={classes["keys"]}>
        {rows
          .filter(({ needs }) => needs === undefined || stateOf(needs).has)
          .map(({ keys, labelKey }) => (
            <div key={labelKey}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{t(labelKey)}</dd>
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
