/** The side panel of one task: status, commands, links to its frames, and every field. */
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import { taskStatus } from "../../protocol/tasks/task-status";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useSidePanel } from "../../ui/browser/use-side-panel";
import { usePassName } from "../../ui/format/pass-name";
import { StateBar } from "../../ui/status/state-bar";
import { OverdueMark, TaskStatusBadge } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import { toggleWatch, watches } from "../../ui/storage/watches";
import { CommandButtons } from "../commands/command-buttons";
import { useCommandLabels, useCommandOffers } from "../commands/task-commands";
import type { TaskRef } from "../task-index";
import { useChangeSearch } from "../view/use-task-search";
import { TaskFacts, TaskFields } from "./task-fields";
import classes from "./task-panel.module.css";

const CurrentFields = lazyNamed(() => withMessages("current", import("./current-fields")), "CurrentFields", "block");
const TaskLife = lazyNamed(() => withMessages("history", import("./task-life")), "TaskLife", "block");

export function TaskPanel({
  id,
  taskRef,
  isComplete,
  onClosed,
}: {
  id: number;
  taskRef: TaskRef | undefined;
  /** The whole history is loaded: a task that is not in it does not exist. */
  isComplete: boolean;
  /** Runs after the panel has closed. */
  onClosed: () => void;
}) {
  const t = useTranslations("task");
  const changeSearch = useChangeSearch();
  const close = () => {
    changeSearch({ task: undefined });
    onClosed();
  };
  const { panel, heading } = useSidePanel(taskRef?.node.task.id, close);
  const previous = usePreviousName(id, taskRef);
  const name = taskRef?.node.task.sceneName ?? previous ?? "";
  const isDeleted = taskRef === undefined && previous !== null;
  return (
    <aside ref={panel} className={classes["panel"]} aria-label={t("panel.label")}>
      <header className={classes["header"]}>
        <h2 ref={heading} tabIndex={-1} title={name}>
          {taskRef || isDeleted ? <TailName name={name} /> : t("panel.missing")}
        </h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t("panel.close")} onClick={close}>
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </header>
      {taskRef ? (
        <Details taskRef={taskRef} />
      ) : (
        <p className={classes["empty"]} role="status">
          {t(isDeleted ? "gone" : isComplete ? "panel.missingHelp" : "panel.notLoaded")}
        </p>
      )}
    </aside>
  );
}

/** The name of the task with this id while it still existed, so that a deleted task keeps its title; null for another task. */
function usePreviousName(id: number, taskRef: TaskRef | undefined): string | null {
  const [previous, setPrevious] = useState<{ id: number; name: string } | null>(null);
  const name = taskRef?.node.task.sceneName;
  if (name !== undefined && (previous?.id !== id || previous.name !== name)) setPrevious({ id, name });
  return previous?.id === id ? previous.name : null;
}

function Details({ taskRef }: { taskRef: TaskRef }) {
  const t = useTranslations("task");
  const refs = [taskRef];
  const offers = useCommandOffers(refs);
  const { single } = useCommandLabels(offers);
  const { node } = taskRef;
  const { rollUp } = node;
  return (
    <div className={classes["scroll"]}>
      <div className={classes["state"]}>
        <TaskStatusBadge status={taskStatus(rollUp.statusCode)} stuck={rollUp.isStuck} failed={rollUp.counts.failed} />
        {rollUp.isOverdue && <OverdueMark />}
        <StateBar counts={rollUp.counts} />
      </div>
      {rollUp.isStuck && <p className={classes["hint"]}>{t("panel.stuckHelp")}</p>}
      <div className={classes["actions"]}>
        <CommandButtons refs={refs} offers={offers} labelOf={single} />
        {node.children.length === 0 && (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/tasks/$taskId" params={{ taskId: String(node.task.id) }} {...props} />}
          >
            {t("frames")}
          </Button>
        )}
        <WatchButton id={taskRef.topId} />
      </div>
      {node.children.length > 0 && <Leaves node={node} />}
      <TaskFields node={node} />
      {hasCurrentFields(node) && (
        <Suspense fallback={null}>
          <CurrentFields node={node} />
        </Suspense>
      )}
      {__LIVE__ && (
        <Suspense fallback={null}>
          <TaskLife key={node.task.id} id={node.task.id} />
        </Suspense>
      )}
      <TaskFacts text={node.task.keyValueText} />
    </div>
  );
}

/** Whether a field of the current dialect is set. Else its code is not loaded. */
const hasCurrentFields = (node: TaskNode) =>
  [...walk(node)].some(
    ({ task }) =>
      task.tags.length > 0 || (task.remark ?? task.sceneLocalPath ?? task.channel) !== null || Boolean(task.stopType),
  );

function WatchButton({ id }: { id: number }) {
  const t = useTranslations("task.watch");
  const isWatched = watches.use().ids.includes(id);
  return (
    <Button variant="default" aria-pressed={isWatched} onClick={() => toggleWatch(id)}>
      {t(isWatched ? "unwatch" : "watch")}
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
