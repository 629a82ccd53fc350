import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import { IconChevronDown, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ColumnLayout } from "../ui/column-layout";
import { type SavedView, useSavedViews } from "./saved-views";
import classes from "./tasks.module.css";

/** Saved views: go to one, keep the present one under a name, drop one. */
export function ViewsMenu({
  search,
  columns,
  onOpen,
}: {
  search: Record<string, string>;
  columns: ColumnLayout;
  onOpen: (view: SavedView) => void;
}) {
  const t = useTranslations("task.views");
  const { views, save, drop } = useSavedViews();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState("");
  const trimmed = name.trim();
  return (
    <Popover position="bottom-end" width={280} trapFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={13} aria-hidden="true" />}
          onClick={() => setOpened(!opened)}
        >
          {t("title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        {views.length === 0 && <p className="faint">{t("none")}</p>}
        <ul className={classes["viewList"]}>
          {views.map((view) => (
            <li key={view.name}>
              <Button
                variant="subtle"
                justify="flex-start"
                fullWidth
                onClick={() => {
                  onOpen(view);
                  setOpened(false);
                }}
              >
                {view.name}
              </Button>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t("drop", { name: view.name })}
                onClick={() => drop(view.name)}
              >
                <IconTrash size={14} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <form
          className={classes["viewForm"]}
          onSubmit={(event) => {
            event.preventDefault();
            if (trimmed === "") return;
            save({ name: trimmed, search, columns });
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
