/** The side panel of one task: status, commands, links to its frames, and every field. */
import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Suspense, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { withMessages } from "../../i18n/messages";
import { stopReasonsOf } from "../../protocol/tasks/stop-reason";
import type { TaskRef } from "../../protocol/tasks/task-index";
import { outputsEndMs } from "../../protocol/tasks/task-outputs";
import { taskStatus } from "../../protocol/tasks/task-status";
import { type TaskNode, walk } from "../../protocol/tasks/task-tree";
import { teamState } from "../../queries/team/team-state";
import { lazyNamed } from "../../ui/browser/lazy-named";
import { useSidePanel } from "../../ui/browser/use-side-panel";
import { type ListPlace, placeIn } from "../../ui/controls/list-place";
import { ListWalk } from "../../ui/controls/list-walk";
import { useFilterText } from "../../ui/format/filter-text";
import { usePassName } from "../../ui/format/pass-name";
import { StateBar } from "../../ui/status/state-bar";
import { OverdueMark, TaskStatusBadge } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import { toggleWatch, watches } from "../../ui/storage/watches";
import { CommandButtons } from "../commands/command-buttons";
import { useCommandLabels, useCommandOffers } from "../commands/task-commands";
import { fromList } from "../commands/use-open-frames";
import { useChangeSearch, useTaskSearch } from "../view/use-task-search";
import { StoppedBy } from "./stopped-by";
import { TaskFacts, TaskFields } from "./task-fields";
import classes from "./task-panel.module.css";
import { usePanelKeys } from "./use-panel-keys";

const CurrentFields = lazyNamed(
  () => withMessages(["current", "dialogs"], import("./current-fields")),
  "CurrentFields",
  "block",
);
const TeamSection = lazyNamed(() => withMessages("team", import("../team/team-section")), "TeamSection", "block");
const OutputsSection = lazyNamed(
  () => withMessages(["dialogs", "team"], import("../outputs/outputs-section")),
  "OutputsSection",
  "block",
);
const TaskLife = lazyNamed(() => withMessages(["history", "dialogs"], import("./task-life")), "TaskLife", "block");

export function TaskPanel({
  id,
  taskRef,
  nodes,
  isComplete,
  onClosed,
}: {
  id: number;
  taskRef: TaskRef | undefined;
  /** Top-level tasks of the list, in the order of its rows. */
  nodes: readonly TaskNode[];
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
  const place = useListPlace(nodes, taskRef?.topId ?? id);
  const filter = useFilterText()(useTaskSearch());
  // Replaces the entry of the browser's history: Back closes the panel, however many tasks it has shown.
  const go = (task: number) => changeSearch({ task });
  usePanelKeys({
    panel,
    heading,
    id: taskRef?.node.task.id,
    onArrow: (side) => {
      const task = place[side];
      if (task !== undefined) go(task);
    },
  });
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
      {place.count > 0 && (
        <div className={classes["walk"]}>
          <ListWalk place={place} filter={filter} onGo={go} />
        </div>
      )}
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

/** The place of a task in the list. One that leaves the list, such as a failed one that renders again, keeps its neighbours. */
function useListPlace(nodes: readonly TaskNode[], topId: number): ListPlace {
  const ids = useMemo(() => nodes.map(({ task }) => task.id), [nodes]);
  const [last, setLast] = useState({ topId, index: -1 });
  const index = ids.indexOf(topId);
  const lastIndex = index >= 0 ? index : last.topId === topId ? last.index : -1;
  if (last.topId !== topId || last.index !== lastIndex) setLast({ topId, index: lastIndex });
  return placeIn(ids, topId, lastIndex);
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
  const isTeamKept = teamState.use((team) => team !== null);
  return (
    <div className={classes["scroll"]}>
      <div className={classes["state"]}>
        <TaskStatusBadge status={taskStatus(rollUp.statusCode)} stuck={rollUp.isStuck} failed={rollUp.counts.failed} />
        {rollUp.isOverdue && <OverdueMark />}
        <StateBar counts={rollUp.counts} />
      </div>
      <StoppedBy key={node.task.id} taskRef={taskRef} />
      {rollUp.isStuck && <p className={classes["hint"]}>{t("panel.stuckHelp")}</p>}
      <div className={classes["actions"]}>
        <Button
          rightSection={
            <span aria-hidden="true">
              <kbd>f</kbd>
            </span>
          }
          renderRoot={(props) => (
            <Link
              to="/tasks/$taskId"
              params={{ taskId: String(node.task.id) }}
              state={fromList}
              aria-keyshortcuts="f"
              {...props}
            />
          )}
        >
          {t("frames")}
        </Button>
        <CommandButtons
          refs={refs}
          offers={offers.filter(({ destroys }) => !destroys)}
          labelOf={single}
          isPrimary={false}
        />
        <WatchButton id={taskRef.topId} />
        <CommandButtons refs={refs} offers={offers.filter(({ destroys }) => destroys)} labelOf={single} />
      </div>
      {isTeamKept && (
        <Suspense fallback={null}>
          <TeamSection key={taskRef.topId} taskId={taskRef.topId} />
        </Suspense>
      )}
      {node.task.id === taskRef.topId && outputsEndMs(node) !== null && (
        <Suspense fallback={null}>
          <OutputsSection key={taskRef.topId} node={node} />
        </Suspense>
      )}
      {node.children.length > 0 && <Leaves node={node} />}
      <TaskFields node={node} />
      {hasCurrentFields(node) && (
        <Suspense fallback={null}>
          <CurrentFields node={node} />
        </Suspense>
      )}
      {__LIVE__ && (
        <Suspense fallback={null}>
          <TaskLife key={node.task.id} node={node} />
        </Suspense>
      )}
      <TaskFacts text={node.task.keyValueText} />
    </div>
  );
}

/** Whether a field that is not in every answer is set. Else its code is not loaded. */
const hasCurrentFields = (node: TaskNode) =>
  stopReasonsOf(node).length > 0 ||
  [...walk(node)].some(
    ({ task }) => task.tags.length > 0 || (task.remark ?? task.sceneLocalPath ?? task.channel) !== null,
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
            <Link to="/tasks/$taskId" params={{ taskId: String(leaf.task.id) }} state={fromList}>
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
