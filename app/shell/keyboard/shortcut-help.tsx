import { Button, Checkbox } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { frameShortcuts } from "../../frames/frame-shortcuts";
import { playbackShortcuts } from "../../frames/pictures/playback/playback-shortcuts";
import { sheetShortcuts } from "../../frames/pictures/sheet/sheet-shortcuts";
import type { Capability } from "../../protocol/capabilities";
import { useCapabilities } from "../../queries/http/capabilities";
import { taskShortcuts } from "../../tasks/task-shortcuts";
import type { Shortcut } from "../../ui/controls/shortcut";
import { walkShortcuts } from "../../ui/controls/walk-shortcuts";
import { Dialog } from "../../ui/dialog/dialog";
import { setPreferences, usePreferences } from "../../ui/storage/preferences";
import { globalShortcuts, goShortcuts } from "./global-shortcuts";
import classes from "./shortcut-help.module.css";

type Group = {
  readonly title: "everywhere" | "pages" | "list" | "walk" | "tasks" | "frames" | "sheet" | "playback";
  readonly rows: readonly Shortcut[];
  /** The group exists only where the farm has this capability. */
  readonly needs?: Capability;
};

const pictureGroups: readonly Group[] = [
  { title: "sheet", rows: sheetShortcuts, needs: "framePictures" },
  { title: "playback", rows: playbackShortcuts, needs: "framePictures" },
];

/** The keys of the page in view: those that move and select in its list, those that lead to the next task, and its commands. */
function groupsOf(pathname: string): readonly Group[] {
  const isFrames = pathname.startsWith("/tasks/") && pathname !== "/tasks/";
  if (!isFrames && !/^\/tasks\/?$/.test(pathname)) return [];
  const page: readonly Shortcut[] = isFrames ? frameShortcuts : taskShortcuts;
  return [
    { title: isFrames ? "frames" : "tasks", rows: page.filter(({ command }) => command !== undefined) },
    { title: "walk", rows: walkShortcuts },
    { title: "list", rows: page.filter(({ command }) => command === undefined) },
    ...(isFrames ? pictureGroups : []),
  ];
}

/** The shortcuts of every page and of the page in view, and the switch for single keys (WCAG 2.1.4). */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell.keys");
  const group = useTranslations("shell.keyGroups");
  const { shortcuts } = usePreferences();
  const stateOf = useCapabilities();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const isThere = ({ needs }: { readonly needs?: Capability }) => needs === undefined || stateOf(needs).has;
  const groups: readonly Group[] = [
    ...groupsOf(pathname),
    { title: "everywhere", rows: globalShortcuts },
    { title: "pages", rows: goShortcuts },
  ];
  return (
    <Dialog onClose={onClose} title={t("title")} size="lg">
      <div className={classes["groups"]}>
        {groups.filter(isThere).map(({ title, rows }) => (
          <section key={title} className={classes["group"]}>
            <h3>{group(title)}</h3>
            <dl>
              {rows.filter(isThere).map(({ keys, labelKey }) => (
                <div key={labelKey}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{t(labelKey)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
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
