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
  /** Read back and no longer there. */
  readonly gone: boolean;
  readonly failure: Failure | null;
  /** The farm shows the effect of the action. */
  readonly effective: boolean;
};

/** What happened to each task: done, accepted but not seen yet, refused, or unknown. */
export function ActionResults({ results, onClose }: { results: readonly TaskResult[]; onClose: () => void }) {
  const t = useTranslations("task.action");
  return (
    <>
      <WriteFailed failure={results.find((result) => result.failure !== null)?.failure} />
      <ul className={classes["list"]}>
        {results.map((result) => (
          <li key={result.node.task.id}>
            <strong>{t(`outcome.${outcomeOf(result.effective, result.failure)}`)}</strong>
            <TailName name={result.node.task.sceneName} whole={0} />
            {!result.gone && (
              <TaskStatusBadge status={taskStatus(result.node.rollUp.statusCode)} stuck={result.node.rollUp.isStuck} />
            )}
          </li>
        ))}
      </ul>
      <CloseRow onClose={onClose} />
    </>
  );
}
