/** The side panel of one task: its state, what can be done, links to its frames, and every field. */
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import { taskStatus } from "../../protocol/tasks/task-status";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { useSidePanel } from "../../ui/browser/use-side-panel";
import { usePassName } from "../../ui/format/pass-name";
import { StateBar } from "../../ui/status/state-bar";
import { TaskStatusBadge } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import { toggleWatch, watches } from "../../ui/storage/watches";
import type { TaskRef } from "../commands/action-plan";
import { CommandButtons } from "../commands/command-buttons";
import { type TaskCommand, useCommandLabels, useCommandOffers } from "../commands/task-commands";
import { TaskFacts, TaskFields } from "./task-fields";
import classes from "./task-panel.module.css";

const FurtherFields = lazy(() =>
  withMessages("further", import("./current-fields")).then((module) => ({ default: module.CurrentFields })),
);

export function TaskPanel({
  id,
  subject,
  complete,
  onCommand,
  onClose,
}: {
  id: number;
  subject: TaskRef | undefined;
  /** The whole history is loaded: what is not in it is not there. */
  complete: boolean;
  onCommand: (command: TaskCommand) => void;
  onClose: () => void;
}) {
  const t = useTranslations("task");
  const { panel, heading } = useSidePanel(subject?.node.task.id, onClose);
  const [known, setKnown] = useState<{ id: number; name: string } | null>(null);
  const present = subject?.node.task.sceneName;
  if (present !== undefined && (known?.id !== id || known.name !== present)) setKnown({ id, name: present });
  // What was shown a moment ago and is gone keeps its name.
  const gone = present === undefined && known?.id === id;
  const name = present ?? (gone ? known.name : "");
  return (
    <aside ref={panel} className={classes["panel"]} aria-label={t("panel.label")}>
      <header className={classes["header"]}>
        <h2 ref={heading} tabIndex={-1} title={name}>
          {subject || gone ? <TailName name={name} /> : t("panel.missing")}
        </h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t("panel.close")} onClick={onClose}>
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </header>
      {subject ? (
        <Details subject={subject} onCommand={onCommand} />
      ) : (
        <p className={classes["empty"]} role="status">
          {t(gone ? "panel.gone" : complete ? "panel.missingHelp" : "panel.notLoaded")}
        </p>
      )}
    </aside>
  );
}

function Details({ subject, onCommand }: { subject: TaskRef; onCommand: (command: TaskCommand) => void }) {
  const t = useTranslations("task");
  const offers = useCommandOffers([subject]);
  const words = useCommandLabels();
  const { node } = subject;
  const { rollUp } = node;
  return (
    <div className={classes["scroll"]}>
      <div className={classes["state"]}>
        <TaskStatusBadge status={taskStatus(rollUp.statusCode)} stuck={rollUp.isStuck} failed={rollUp.counts.failed} />
        <StateBar counts={rollUp.counts} />
      </div>
      {rollUp.isStuck && <p className={classes["hint"]}>{t("panel.stuckHelp")}</p>}
      <div className={classes["actions"]}>
        <CommandButtons offers={offers} labelOf={words.single} onCommand={onCommand} />
        {node.children.length === 0 && (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/tasks/$taskId" params={{ taskId: String(node.task.id) }} {...props} />}
          >
            {t("frames")}
          </Button>
        )}
        <WatchButton id={subject.topId} />
      </div>
      {node.children.length > 0 && <Leaves node={node} />}
      <TaskFields node={node} />
      {saysMore(node) && (
        <Suspense fallback={null}>
          <FurtherFields node={node} />
        </Suspense>
      )}
      <TaskFacts text={node.task.keyValueText} />
    </div>
  );
}

/** Whether the farm says anything that farms of 2018 do not. */
const saysMore = (node: TaskNode) =>
  [...walk(node)].some(
    ({ task }) => task.tags.length > 0 || task.remark !== null || task.channel !== null || Boolean(task.stopType),
  );

function WatchButton({ id }: { id: number }) {
  const t = useTranslations("task.watch");
  const watched = watches.use().ids.includes(id);
  return (
    <Button variant="default" aria-pressed={watched} onClick={() => toggleWatch(id)}>
      {t(watched ? "unwatch" : "watch")}
    </Button>
  );
}

function Leaves({ node }: { node: TaskNode }) {
  const t = useTranslations("task");
  const passName = usePassName();
  const leaves = [...walk(node)].filter((part) => part.children.length === 0);
  return (
    <section>
      <h3>{t("panel.layers", { count: leaves.length })}</h3>
      <ul className={classes["leaves"]}>
        {leaves.map((leaf) => (
          <li key={leaf.task.id}>
            <Link to="/tasks/$taskId" params={{ taskId: String(leaf.task.id) }}>
              {passName(leaf.task)}
            </Link>
            <TaskStatusBadge status={taskStatus(leaf.rollUp.statusCode)} failed={leaf.rollUp.counts.failed} />
            <StateBar counts={leaf.rollUp.counts} />
          </li>
        ))}
      </ul>
    </section>
  );
}
