/** The result of each change for each task, when not every one succeeded. */
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import type { Failure } from "../../protocol/wire/failure";
import type { TaskChange } from "../../queries/tasks/task-changes";
import { CloseRow, outcomeOf, WriteFailed } from "../../ui/dialog/write-results";
import { TailName } from "../../ui/status/tail-name";
import targetList from "../commands/target-list.module.css";
import classes from "./change.module.css";
import { useChangeLabels } from "./change-labels";

export type ChangeResult = {
  readonly change: TaskChange;
  /** As read back, or as it was before when reading failed. */
  readonly node: TaskNode;
  readonly failure: Failure | null;
  /** Whether the task that was read back has the change. */
  readonly seen: boolean;
};

export function ChangeResults({ results, onClose }: { results: readonly ChangeResult[]; onClose: () => void }) {
  const t = useTranslations("task.action.outcome");
  const labels = useChangeLabels();
  const changes = new Map(results.map(({ change }) => [labels.key(change), change]));
  return (
    <>
      <WriteFailed failure={results.find(({ failure }) => failure !== null)?.failure} />
      {[...changes].map(([key, change]) => (
        <section key={key}>
          <h3 className={classes["section"]}>
            {labels.what(change)} → {labels.after(change)}
          </h3>
          <ul className={targetList["list"]}>
            {results
              .filter((result) => result.change === change)
              .map((result) => (
                <li key={result.node.task.id}>
                  <strong>{t(outcomeOf(result.seen, result.failure))}</strong>
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
