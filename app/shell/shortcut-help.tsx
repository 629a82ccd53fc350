import { Button, Checkbox } from "@mantine/core";
import { useTranslations } from "use-intl";
import { useCapability } from "../queries/capabilities";
import { Dialog } from "../ui/dialog";
import { setPreferences, usePreferences } from "../ui/preferences";
import classes from "./shell.module.css";

/** Every key and what it does; the words are under `shell.keys.<name>`. */
const keys = [
  ["?", "help"],
  ["Ctrl K", "palette"],
  ["/", "search"],
  ["g t", "goTasks"],
  ["g m", "goMonitor"],
  ["g e", "goEnvironments"],
  ["g s", "goSettings"],
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
  ["l", "log"],
] as const;

/** The list of shortcuts, and the switch for those of a single key (WCAG 2.1.4). */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell.keys");
  const { shortcuts } = usePreferences();
  const logs = useCapability("frameLog").has;
  return (
    <Dialog onClose={onClose} title={t("title")}>
      <dl className={classes["keys"]}>
        {keys.map(([key, name]) =>
          name === "log" && !logs ? null : (
            <div key={name}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{t(name)}</dd>
            </div>
          ),
        )}
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
