/** The result of each change for each task, when not every one succeeded. */
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { TaskChange } from "../../queries/tasks/task-changes";
import { AwaitedEffect } from "../../ui/dialog/awaited-effect";
import { BatchFailed, CloseRow } from "../../ui/dialog/write-results";
import { outcomeOf, type WriteResult } from "../../ui/dialog/write-summary";
import { TailName } from "../../ui/status/tail-name";
import targetList from "../commands/target-list.module.css";
import classes from "./change.module.css";
import { useChangeLabels } from "./change-labels";

/** `hasEffect`: the task that was read back has the change. */
export type ChangeResult = WriteResult & {
  readonly change: TaskChange;
  /** As read back, or as it was before when reading failed. */
  readonly node: TaskNode;
  /** The first id that was sent: a task of more ids than a request carries has several results. */
  readonly firstId: number | undefined;
};

export function ChangeResults({
  results,
  asked,
  onLook,
  onClose,
}: {
  results: readonly ChangeResult[];
  asked: string;
  /** Reads the tasks again and updates the results. */
  onLook: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useTranslations("task.action.outcome");
  const labels = useChangeLabels();
  const changes = new Map(results.map(({ change }) => [labels.key(change), change]));
  return (
    <>
      <BatchFailed results={results} asked={asked} taskIds={results.map(({ node }) => node.task.id)} />
      <AwaitedEffect isAwaited={results.some((result) => outcomeOf(result) === "accepted")} onLook={onLook} />
      {[...changes].map(([key, change]) => (
        <section key={key}>
          <h3 className={classes["section"]}>
            {labels.what(change)} → {labels.after(change)}
          </h3>
          <ul className={targetList["list"]}>
            {results
              .filter((result) => result.change === change)
              .map((result) => (
                <li key={result.firstId}>
                  <strong>{t(outcomeOf(result))}</strong>
                  <TailName name={result.node.task.sceneName} whole={0} />
                  <span className="faint">{labels.now(change, result.node)}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <CloseRow onClose={onClose} />
    </>
  );
}
