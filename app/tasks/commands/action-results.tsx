import { useTranslations } from "use-intl";
import { taskStatus } from "../../protocol/tasks/task-status";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { Failure } from "../../protocol/wire/failure";
import { CloseRow, outcomeOf, WriteFailed } from "../../ui/dialog/write-results";
import { TaskStatusBadge } from "../../ui/status/status-badge";
import { TailName } from "../../ui/status/tail-name";
import classes from "./target-list.module.css";

export type TaskResult = {
  readonly node: TaskNode;
  /** The task was not there any more when it was read back. */
  readonly isGone: boolean;
  readonly failure: Failure | null;
  /** The task that was read back shows the effect of the action. */
  readonly hasEffect: boolean;
};

/** The result of each task: done, accepted without an effect yet, refused, or unknown. */
export function ActionResults({ results, onClose }: { results: readonly TaskResult[]; onClose: () => void }) {
  const t = useTranslations("task.action");
  return (
    <>
      <WriteFailed failure={results.find((result) => result.failure !== null)?.failure} />
      <ul className={classes["list"]}>
        {results.map((result) => (
          <li key={result.node.task.id}>
            <strong>{t(`outcome.${outcomeOf(result.hasEffect, result.failure)}`)}</strong>
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
