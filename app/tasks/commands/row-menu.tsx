/** The menu of a row: same actions as the selection bar, for one task; opened by button, right click or Shift+F10. */
import { Menu } from "@mantine/core";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { walk } from "../../protocol/tasks/task-tree";
import { useCopy } from "../../ui/controls/copy-text";
import { MenuAt } from "../../ui/controls/menu-at";
import { useRefusal } from "../../ui/controls/refusal";
import { usePassName } from "../../ui/format/pass-name";
import { toggleWatch, watches } from "../../ui/storage/watches";
import type { TaskRef } from "./action-plan";
import { type TaskCommand, useCommandLabels, useCommandOffers } from "./task-commands";

/** Leaves listed by name; a task with more has its frames page, which shows all. */
const LISTED_LEAVES = 6;

export function RowMenu({
  subject,
  at,
  onCommand,
  onOpen,
  onReport,
  onClose,
}: {
  subject: TaskRef;
  at: { x: number; y: number };
  onCommand: (command: TaskCommand) => void;
  onOpen: () => void;
  onReport: () => void;
  onClose: () => void;
}) {
  const t = useTranslations("task");
  const passName = usePassName();
  const navigate = useNavigate();
  const copy = useCopy();
  const { href } = useRouter().buildLocation({ to: "/tasks", search: { task: subject.topId } });
  const offers = useCommandOffers([subject]);
  const words = useCommandLabels();
  const refused = useRefusal();
  const watched = watches.use().ids.includes(subject.topId);
  const { task } = subject.node;
  const leaves = [...walk(subject.node)].filter((node) => node.children.length === 0).slice(0, LISTED_LEAVES);
  return (
    <MenuAt at={at} label={t("menu", { name: task.sceneName })} width={260} onClose={onClose}>
      <Menu.Item onClick={onOpen}>{t("details")}</Menu.Item>
      {leaves.map((leaf) => (
        <Menu.Item
          key={leaf.task.id}
          onClick={() => void navigate({ to: "/tasks/$taskId", params: { taskId: String(leaf.task.id) } })}
        >
          {leaves.length === 1 ? t("frames") : t("framesOf", { layer: passName(leaf.task) })}
        </Menu.Item>
      ))}
      <Menu.Divider />
      {offers.map((offered) => (
        <Menu.Item
          key={offered.command}
          {...(offered.destroys ? { c: "var(--tone-bad)" } : {})}
          {...refused(offered.refusal)}
          onClick={() => onCommand(offered.command)}
        >
          {words.single(offered)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={() => toggleWatch(subject.topId)}>{t(watched ? "watch.unwatch" : "watch.watch")}</Menu.Item>
      <Menu.Item onClick={onReport}>{t("report.menu")}</Menu.Item>
      <Menu.Item onClick={() => copy(String(task.id))}>{t("copyId")}</Menu.Item>
      <Menu.Item onClick={() => copy(`${location.origin}${href}`)}>{t("copyLink")}</Menu.Item>
    </MenuAt>
  );
}
