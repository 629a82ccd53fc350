/** The menu of a row: the commands of the selection bar, for one task. It opens by its button, a right click or Shift+F10. */
import { Menu, type MenuItemProps } from "@mantine/core";
import {
  IconArrowsDiff,
  IconBell,
  IconBellOff,
  IconCopy,
  IconInfoCircle,
  IconLayoutGrid,
  IconLink,
  IconReport,
  IconStack2,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskRef } from "../../protocol/tasks/task-index";
import { leavesOf } from "../../protocol/tasks/task-tree";
import { loadedHistory } from "../../queries/tasks/task-history-query";
import { useCopy } from "../../ui/controls/copy-text";
import { MenuAt } from "../../ui/controls/menu-at";
import { useRefusal } from "../../ui/controls/refusal";
import { usePassName } from "../../ui/format/pass-name";
import { visibleName } from "../../ui/status/tail-name";
import { usePreferences } from "../../ui/storage/preferences";
import { toggleWatch, watches } from "../../ui/storage/watches";
import { versionBefore } from "../compare/version-before";
import { taskShortcuts } from "../task-shortcuts";
import { useChangeSearch } from "../view/use-task-search";
import { useOpenDialog } from "./command-dialog";
import { commandIcons } from "./command-icons";
import classes from "./row-menu.module.css";
import { type CommandOffer, type OfferLabel, useCommandLabels, useCommandOffers } from "./task-commands";
import { useOpenFrames } from "./use-open-frames";

/** Leaves listed by name; the frames page of a task lists all. */
const LISTED_LEAVES = 6;

export function RowMenu({
  taskRef,
  at,
  onClose,
}: {
  taskRef: TaskRef;
  at: { readonly x: number; readonly y: number };
  onClose: () => void;
}) {
  const t = useTranslations("task");
  const passName = usePassName();
  const openFrames = useOpenFrames();
  const copy = useCopy();
  const changeSearch = useChangeSearch();
  const openDialog = useOpenDialog();
  const router = useRouter();
  const { href } = router.buildLocation({ to: "/tasks", search: { task: taskRef.topId } });
  const offers = useCommandOffers([taskRef]);
  const labels = useCommandLabels(offers);
  const refused = useRefusal();
  const isWatched = watches.use().ids.includes(taskRef.topId);
  const { task } = taskRef.node;
  const client = useQueryClient();
  const [before] = useState(() => versionBefore(task, loadedHistory(client)?.nodes.values() ?? []));
  const leaves = leavesOf(taskRef.node).slice(0, LISTED_LEAVES);
  const commandItem = (offer: CommandOffer) => (
    <MenuEntry
      key={offer.command}
      Icon={commandIcons[offer.command]}
      shortcut={keysOf(offer.command)}
      {...(offer.destroys && offer.refusal === null ? { c: "var(--tone-bad)" } : {})}
      {...refused(offer.refusal)}
      onClick={() => openDialog(offer.command, [task.id])}
    >
      <OfferLines label={labels.single(offer)} />
    </MenuEntry>
  );
  const destroying = offers.filter(({ destroys }) => destroys);
  return (
    <MenuAt at={at} label={t("menu", { name: task.sceneName })} width={280} onClose={onClose}>
      <MenuEntry Icon={IconLayoutGrid} shortcut={keysOf("frames")} onClick={() => openFrames(task.id)}>
        {t("frames")}
      </MenuEntry>
      {leaves.length > 1 &&
        leaves.map((leaf) => (
          <MenuEntry key={leaf.task.id} Icon={IconStack2} onClick={() => openFrames(leaf.task.id)}>
            {t("framesOf", { layer: passName(leaf.task) })}
          </MenuEntry>
        ))}
      <MenuEntry Icon={IconInfoCircle} shortcut="Enter" onClick={() => changeSearch({ task: task.id }, false)}>
        {t("details")}
      </MenuEntry>
      <Menu.Divider />
      {offers.filter(({ destroys }) => !destroys).map(commandItem)}
      <Menu.Divider />
      <MenuEntry Icon={isWatched ? IconBellOff : IconBell} onClick={() => toggleWatch(taskRef.topId)}>
        {t(isWatched ? "watch.unwatch" : "watch.watch")}
      </MenuEntry>
      {before && (
        <MenuEntry Icon={IconArrowsDiff} onClick={() => changeSearch({ compare: [before.task.id, task.id] }, false)}>
          {t("compare.with", { name: visibleName(before.task.sceneName) })}
        </MenuEntry>
      )}
      <MenuEntry
        Icon={IconReport}
        onClick={() => void router.navigate({ to: "/tasks/report", search: { only: String(task.id) } })}
      >
        {t("report.menu")}
      </MenuEntry>
      <MenuEntry Icon={IconCopy} onClick={() => copy(String(task.id), "id")}>
        {t("copyId")}
      </MenuEntry>
      <MenuEntry Icon={IconLink} onClick={() => copy(`${location.origin}${href}`, "link")}>
        {t("copyLink")}
      </MenuEntry>
      {destroying.length > 0 && <Menu.Divider />}
      {destroying.map(commandItem)}
    </MenuAt>
  );
}

/** The key of a command in the list. */
const keysOf = (command: string): string | undefined => taskShortcuts.find((row) => row.command === command)?.keys;

/** An entry with its icon and the key that does the same. */
function MenuEntry({
  Icon,
  shortcut,
  children,
  ...item
}: MenuItemProps & {
  Icon: typeof IconCopy;
  shortcut?: string | undefined;
  onClick?: () => void;
  children: ReactNode;
}) {
  const { shortcuts } = usePreferences();
  const key = shortcuts || shortcut === "Enter" ? shortcut : undefined;
  return (
    <Menu.Item
      leftSection={<Icon size={16} stroke={1.6} aria-hidden="true" />}
      rightSection={
        key !== undefined && (
          <span aria-hidden="true" className={classes["key"]}>
            <kbd>{key}</kbd>
          </span>
        )
      }
      {...item}
    >
      {children}
    </Menu.Item>
  );
}

/** The price has a line of its own from the start, so that no entry moves when it has been read. */
function OfferLines({ label }: { label: OfferLabel }) {
  if (label.price === null) return label.name;
  return (
    <>
      <span className={classes["name"]}>{label.name}</span> <span className={classes["price"]}>{label.price}</span>
    </>
  );
}
