import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import {
  IconAlertTriangle,
  IconBookmark,
  IconChevronDown,
  IconClockPause,
  IconHourglassLow,
  IconMoon,
  IconPlayerPlay,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import { userProfileQuery } from "../../queries/account/user-profile";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { menuIcon } from "../../ui/controls/menu-icon";
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";
import type { SharedViewActs } from "../team/use-view-acts";
import { saveView } from "./change-views";
import { type BuiltInView, builtInSearch, builtInViews, urlOfBuiltIn } from "./current-view";
import classes from "./menus.module.css";
import { type SavedView, useSavedViews } from "./saved-views";
import { ViewRow } from "./view-row";

const builtInIcons: Readonly<Record<BuiltInView, typeof IconMoon>> = {
  needsYou: IconAlertTriangle,
  failedLastNight: IconMoon,
  myRunning: IconPlayerPlay,
  stuck: IconClockPause,
  filesGoing: IconHourglassLow,
};

const TeamViews = lazyNamed(() => withMessages("team", import("../team/team-views")), "TeamViews", "block");

/** Saved views: open one, save the current one under a name, rename, reorder, pin and delete. */
export function ViewsMenu({
  search,
  view: openView,
  columns,
  isNarrow,
  onName,
  onOpen,
}: {
  search: Record<string, string>;
  /** The view that the page shows, as on the URL. */
  view: string | undefined;
  columns: ColumnLayout;
  /** On a phone: an icon with an accessible name instead of a word. */
  isNarrow: boolean;
  /** The shown list is now the view of this name, or of none. */
  onName: (name: string | undefined) => void;
  onOpen: (view: Pick<SavedView, "name" | "search" | "columns">) => void;
}) {
  const t = useTranslations("task.views");
  const { data: user } = useQuery({ ...userProfileQuery, select: ({ userName }) => userName });
  const views = useSavedViews();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const trimmed = name.trim();
  const acts = useRef<SharedViewActs>(null);
  const [isBehind, setBehind] = useState(false);
  return (
    <Popover
      position="bottom-end"
      width={300}
      trapFocus
      opened={opened}
      onChange={(next) => isBehind || setOpened(next)}
    >
      <Popover.Target>
        {isNarrow ? (
          <ActionIcon variant="default" aria-label={t("title")} onClick={() => setOpened(!opened)}>
            <IconBookmark size={16} aria-hidden="true" />
          </ActionIcon>
        ) : (
          <Button
            variant="default"
            rightSection={<IconChevronDown size={13} aria-hidden="true" />}
            onClick={() => setOpened(!opened)}
          >
            {t("title")}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown p="xs" {...(isBehind ? { display: "none" } : {})}>
        <ul className={classes["viewList"]} aria-label={t("builtInTitle")}>
          {builtInViews.map((builtIn) => {
            const parameters = builtInSearch(builtIn, user ?? null);
            const url = urlOfBuiltIn(builtIn);
            if (parameters === null) return null;
            return (
              <li key={builtIn}>
                <Button
                  {...menuIcon(builtInIcons[builtIn])}
                  variant="subtle"
                  justify="flex-start"
                  fullWidth
                  aria-current={openView === url || undefined}
                  onClick={() => {
                    onOpen({ name: url, search: parameters, columns: null });
                    setOpened(false);
                  }}
                >
                  {t(`builtIn.${builtIn}`)}
                </Button>
              </li>
            );
          })}
        </ul>
        {views.length === 0 && <p className="faint">{t("none")}</p>}
        <ul className={classes["viewList"]}>
          {views.map((view, index) => (
            <ViewRow
              key={view.name}
              view={view}
              isOpen={view.name === openView}
              onName={onName}
              first={index === 0}
              last={index === views.length - 1}
              onShare={(shared, before) => acts.current?.share(shared, before)}
              onOpen={() => {
                onOpen(view);
                setOpened(false);
              }}
            />
          ))}
        </ul>
        <TeamViews
          openView={openView}
          shown={{ search, columns }}
          actsRef={acts}
          onOpen={(view) => {
            onOpen(view);
            setOpened(false);
          }}
          onBegin={() => setBehind(true)}
          onEnd={() => {
            setBehind(false);
            setOpened(false);
          }}
        />
        <form
          className={classes["viewForm"]}
          onSubmit={(event) => {
            event.preventDefault();
            if (trimmed === "") return;
            saveView({ name: trimmed, search, columns });
            onName(trimmed);
            setName("");
          }}
        >
          <TextInput
            aria-label={t("name")}
            placeholder={t("name")}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={trimmed === ""}>
            {views.some((view) => view.name === trimmed) ? t("replace") : t("save")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
