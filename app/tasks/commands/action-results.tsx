import { useTranslations } from "use-intl";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { AwaitedEffect } from "../../ui/dialog/awaited-effect";
import { BatchFailed, CloseRow } from "../../ui/dialog/write-results";
import { outcomeOf, type WriteResult } from "../../ui/dialog/write-summary";
import { TaskStatusBadge } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import classes from "./target-list.module.css";

/** `hasEffect`: the task that was read back shows the effect of the action. */
export type TaskResult = WriteResult & {
  readonly node: TaskNode;
  /** The task was not there any more when it was read back. */
  readonly isGone: boolean;
  /** The first id that was sent: a task of more ids than a request carries has several results. */
  readonly firstId: number | undefined;
};

/** The result of each task: done, accepted without an effect yet, refused, unknown, or not sent. */
export function ActionResults({
  results,
  asked,
  onLook,
  onClose,
}: {
  results: readonly TaskResult[];
  /** The words of the button that sent the action. */
  asked: string;
  /** Reads the tasks again and updates the results. */
  onLook: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useTranslations("task.action");
  const isAwaited = results.some((result) => outcomeOf(result) === "accepted");
  return (
    <>
      <BatchFailed results={results} asked={asked} taskIds={results.map(({ node }) => node.task.id)} />
      <AwaitedEffect isAwaited={isAwaited} onLook={onLook} />
      <ul className={classes["list"]}>
        {results.map((result) => (
          <li key={result.firstId}>
            <strong>{t(`outcome.${outcomeOf(result)}`)}</strong>
            <TailName name={result.node.task.sceneName} whole={0} />
            {!result.isGone && (
              <TaskStatusBadge status={taskStatus(result.node.rollUp.statusCode)} stuck={result.node.rollUp.isStuck} />
            )}
          </li>
        ))}
      </ul>
      <CloseRow onClose={onClose} />
    </>
  );
}
