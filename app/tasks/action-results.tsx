import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Failure } from "../protocol/failure";
import { taskStatus } from "../protocol/task-status";
import type { TaskNode } from "../protocol/task-tree";
import { useFailureWords } from "../ui/failure-words";
import { TaskStatusBadge } from "../ui/status-badge";
import { TailName } from "../ui/tail-name";
import classes from "./tasks.module.css";

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
  const words = useFailureWords();
  const failure = results.find((result) => result.failure !== null)?.failure ?? null;
  const told = failure ? words(failure, "write") : null;
  const outcome = ({ failure: failed, effective }: TaskResult) => {
    if (effective) return "done";
    if (failed === null) return "accepted";
    return failed.outcome === "unknown" ? "unknown" : "refused";
  };
  return (
    <>
      {told && (
        <div role="alert">
          <strong>{told.title}</strong>
          <p>
            {told.changed} {told.remedy}
          </p>
        </div>
      )}
      <ul className={classes["targets"]}>
        {results.map((result) => (
          <li key={result.node.task.id}>
            <strong>{t(`outcome.${outcome(result)}`)}</strong>
            <TailName name={result.node.task.sceneName} />
            {!result.gone && (
              <TaskStatusBadge status={taskStatus(result.node.rollUp.statusCode)} stuck={result.node.rollUp.stuck} />
            )}
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose} data-autofocus>
          {t("close")}
        </Button>
      </Group>
    </>
  );
}
