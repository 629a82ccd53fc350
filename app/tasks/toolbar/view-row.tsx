/** A saved view in its menu: opened by its name, renamed in its place, changed from a menu. */
import { Button, Menu, TextInput } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconBookmark,
  IconHome,
  IconPencil,
  IconPin,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { menuIcon } from "../../ui/controls/menu-icon";
import { MoreMenu } from "../../ui/controls/more-menu";
import type { SharedViewActs } from "../team/use-view-acts";
import { deleteView, moveView, renameView, toggleDefault, togglePinned } from "./change-views";
import classes from "./menus.module.css";
import type { SavedView } from "./saved-views";

const ShareEntry = lazyNamed(() => withMessages("team", import("../team/team-views")), "ShareEntry", "inline");

export function ViewRow({
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
