import { ActionIcon, Button, Menu, Popover, TextInput } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconBookmark,
  IconChevronDown,
  IconClockPause,
  IconHome,
  IconHourglassLow,
  IconMoon,
  IconPencil,
  IconPin,
  IconPlayerPlay,
  IconTrash,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import { userProfileQuery } from "../../queries/account/user-profile";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { menuIcon } from "../../ui/controls/menu-icon";
import { MoreMenu } from "../../ui/controls/more-menu";
import type { ColumnLayout } from "../../ui/tree-grid/column-layout";
import type { SharedViewActs } from "../team/use-view-acts";
import { deleteView, moveView, renameView, saveView, toggleDefault, togglePinned } from "./change-views";
import { type BuiltInView, builtInSearch, builtInViews, urlOfBuiltIn } from "./current-view";
import classes from "./menus.module.css";
import { type SavedView, useSavedViews } from "./saved-views";

const builtInIcons: Readonly<Record<BuiltInView, typeof IconMoon>> = {
  needsYou: IconAlertTriangle,
  failedLastNight: IconMoon,
  myRunning: IconPlayerPlay,
  stuck: IconClockPause,
  filesGoing: IconHourglassLow,
};

const TeamViews = lazyNamed(() => withMessages("team", import("../team/team-views")), "TeamViews", "block");
const ShareEntry = lazyNamed(() => withMessages("team", import("../team/team-views")), "ShareEntry", "inline");

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

function ViewRow({
  view,
  isOpen,
  onName,
  first,
  last,
  onShare,
  onOpen,
}: {
  view: SavedView;
  isOpen: boolean;
  onName: (name: string | undefined) => void;
  first: boolean;
  last: boolean;
  onShare: SharedViewActs["share"];
  onOpen: () => void;
}) {
  const t = useTranslations("task.views");
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const { name } = view;
  if (draft !== null) {
    return (
      <li>
        <form
          className={classes["viewForm"]}
          onSubmit={(event) => {
            event.preventDefault();
            if (!renameView(name, draft)) return setRefused(true);
            if (isOpen) onName(draft.trim());
            setDraft(null);
          }}
        >
          <TextInput
            data-autofocus
            aria-label={t("newName", { name })}
            maxLength={80}
            value={draft}
            error={refused && t("nameTaken")}
            onChange={(event) => setDraft(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t("save")}
          </Button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <Button
        {...menuIcon(IconBookmark)}
        variant="subtle"
        justify="flex-start"
        fullWidth
        aria-current={isOpen || undefined}
        onClick={onOpen}
      >
        {name}
        {view.isDefault && <span className="faint">&nbsp;· {t("default")}</span>}
        {view.pinned && <span className="faint">&nbsp;· {t("pinned")}</span>}
      </Button>
      <MoreMenu label={t("more", { name })} inPopover>
        <Menu.Item {...menuIcon(IconPencil)} onClick={() => setDraft(name)}>
          {t("rename")}
        </Menu.Item>
        <Menu.Item {...menuIcon(IconPin)} onClick={() => togglePinned(name)}>
          {t(view.pinned ? "unpin" : "pin")}
        </Menu.Item>
        <Menu.Item {...menuIcon(IconHome)} onClick={() => toggleDefault(name)}>
          {t(view.isDefault ? "noDefault" : "makeDefault")}
        </Menu.Item>
        <Menu.Item {...menuIcon(IconArrowUp)} disabled={first} onClick={() => moveView(name, -1)}>
          {t("up")}
        </Menu.Item>
        <Menu.Item {...menuIcon(IconArrowDown)} disabled={last} onClick={() => moveView(name, 1)}>
          {t("down")}
        </Menu.Item>
        <ShareEntry view={view} onShare={onShare} />
        <Menu.Item
          {...menuIcon(IconTrash)}
          c="var(--tone-bad)"
          onClick={() => {
            deleteView(name);
            if (isOpen) onName(undefined);
          }}
        >
          {t("delete")}
        </Menu.Item>
      </MoreMenu>
    </li>
  );
}
