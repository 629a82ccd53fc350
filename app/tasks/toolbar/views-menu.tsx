import { ActionIcon, Button, Menu, Popover, TextInput } from "@mantine/core";
import { IconBookmark, IconChevronDown, IconDots } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCopy } from "../../ui/controls/copy-text";
import { type ColumnLayout, listColumns, readLayout } from "../../ui/tree-grid/column-layout";
import { taskColumns } from "../grid/task-columns";
import { readTaskSearch } from "../view/task-search";
import classes from "./menus.module.css";
import {
  deleteView,
  moveView,
  renameView,
  type SavedView,
  saveView,
  toggleDefault,
  togglePinned,
  useSavedViews,
} from "./saved-views";

/** Saved views: open one, save the current one under a name, rename, reorder, pin and delete. */
export function ViewsMenu({
  search,
  columns,
  isNarrow,
  onOpen,
}: {
  search: Record<string, string>;
  columns: ColumnLayout;
  /** On a phone: an icon with an accessible name instead of a word. */
  isNarrow: boolean;
  onOpen: (view: SavedView) => void;
}) {
  const t = useTranslations("task.views");
  const views = useSavedViews();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const trimmed = name.trim();
  return (
    <Popover position="bottom-end" width={300} trapFocus opened={opened} onChange={setOpened}>
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
      <Popover.Dropdown p="xs">
        {views.length === 0 && <p className="faint">{t("none")}</p>}
        <ul className={classes["viewList"]}>
          {views.map((view, index) => (
            <ViewRow
              key={view.name}
              view={view}
              first={index === 0}
              last={index === views.length - 1}
              onOpen={() => {
                onOpen(view);
                setOpened(false);
              }}
            />
          ))}
        </ul>
        <form
          className={classes["viewForm"]}
          onSubmit={(event) => {
            event.preventDefault();
            if (trimmed === "") return;
            saveView({ name: trimmed, search, columns });
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
  first,
  last,
  onOpen,
}: {
  view: SavedView;
  first: boolean;
  last: boolean;
  onOpen: () => void;
}) {
  const t = useTranslations("task.views");
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const { name } = view;
  const copy = useCopy();
  const router = useRouter();
  const layout = readLayout(view.columns, taskColumns);
  const columns = layout ? listColumns(layout, taskColumns) : [];
  const { href } = router.buildLocation({ to: "/tasks", search: { ...readTaskSearch(view.search), columns } });
  const link = `${location.origin}${href}`;
  if (draft !== null) {
    return (
      <li>
        <form
          className={classes["viewForm"]}
          onSubmit={(event) => {
            event.preventDefault();
            if (renameView(name, draft)) setDraft(null);
            else setRefused(true);
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
      <Button variant="subtle" justify="flex-start" fullWidth onClick={onOpen}>
        {name}
        {view.isDefault && <span className="faint">&nbsp;· {t("default")}</span>}
        {view.pinned && <span className="faint">&nbsp;· {t("pinned")}</span>}
      </Button>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("more", { name })}>
            <IconDots size={14} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => copy(link, "link")}>{t("copyLink")}</Menu.Item>
          <Menu.Item onClick={() => setDraft(name)}>{t("rename")}</Menu.Item>
          <Menu.Item onClick={() => togglePinned(name)}>{t(view.pinned ? "unpin" : "pin")}</Menu.Item>
          <Menu.Item onClick={() => toggleDefault(name)}>{t(view.isDefault ? "noDefault" : "makeDefault")}</Menu.Item>
          <Menu.Item disabled={first} onClick={() => moveView(name, -1)}>
            {t("up")}
          </Menu.Item>
          <Menu.Item disabled={last} onClick={() => moveView(name, 1)}>
            {t("down")}
          </Menu.Item>
          <Menu.Item c="var(--tone-bad)" onClick={() => deleteView(name)}>
            {t("delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
