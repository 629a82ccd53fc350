/** The menu of a row: the commands of the selection bar, for one task. It opens by its button, a right click or Shift+F10. */
import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { leavesOf } from "../../protocol/tasks/task-tree";
import { loadedHistory } from "../../queries/tasks/task-history-query";
import { useCopy } from "../../ui/controls/copy-text";
import { MenuAt } from "../../ui/controls/menu-at";
import { useRefusal } from "../../ui/controls/refusal";
import { usePassName } from "../../ui/format/pass-name";
import { visibleName } from "../../ui/status/tail-name";
import { toggleWatch, watches } from "../../ui/storage/watches";
import { versionBefore } from "../compare/version-before";
import type { TaskRef } from "../task-index";
import { useChangeSearch } from "../view/use-task-search";
import { useOpenDialog } from "./command-dialog";
import classes from "./row-menu.module.css";
import { useRowOverlay } from "./row-overlay-state";
import { type OfferLabel, useCommandLabels, useCommandOffers } from "./task-commands";
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
  const rowOverlay = useRowOverlay();
  const { href } = useRouter().buildLocation({ to: "/tasks", search: { task: taskRef.topId } });
  const offers = useCommandOffers([taskRef]);
  const labels = useCommandLabels(offers);
  const refused = useRefusal();
  const isWatched = watches.use().ids.includes(taskRef.topId);
  const { task } = taskRef.node;
  const client = useQueryClient();
  const [before] = useState(() => versionBefore(task, loadedHistory(client)?.nodes.values() ?? []));
  const leaves = leavesOf(taskRef.node).slice(0, LISTED_LEAVES);
  return (
    <MenuAt at={at} label={t("menu", { name: task.sceneName })} width={260} onClose={onClose}>
      <Menu.Item onClick={() => changeSearch({ task: task.id }, false)}>{t("details")}</Menu.Item>
      {leaves.map((leaf) => (
        <Menu.Item key={leaf.task.id} onClick={() => openFrames(leaf.task.id)}>
          {leaves.length === 1 ? t("frames") : t("framesOf", { layer: passName(leaf.task) })}
        </Menu.Item>
      ))}
      <Menu.Divider />
      {offers.map((offer) => (
        <Menu.Item
          key={offer.command}
          {...(offer.destroys ? { c: "var(--tone-bad)" } : {})}
          {...refused(offer.refusal)}
          onClick={() => openDialog(offer.command, [task.id])}
        >
          <OfferLines label={labels.single(offer)} />
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={() => toggleWatch(taskRef.topId)}>{t(isWatched ? "watch.unwatch" : "watch.watch")}</Menu.Item>
      {before && (
        <Menu.Item onClick={() => changeSearch({ compare: [before.task.id, task.id] }, false)}>
          {t("compare.with", { name: visibleName(before.task.sceneName) })}
        </Menu.Item>
      )}
      <Menu.Item onClick={() => rowOverlay.dispatch({ kind: "open", overlay: { kind: "report", id: task.id } })}>
        {t("report.menu")}
      </Menu.Item>
      <Menu.Item onClick={() => copy(String(task.id), "id")}>{t("copyId")}</Menu.Item>
      <Menu.Item onClick={() => copy(`${location.origin}${href}`, "link")}>{t("copyLink")}</Menu.Item>
    </MenuAt>
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
