/** What became of each change of each task, when not everything went as asked. */
import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Failure } from "../protocol/failure";
import type { TaskNode } from "../protocol/task-tree";
import type { TaskChange } from "../queries/task-further";
import { useFailureWords } from "../ui/failure-words";
import { TailName } from "../ui/tail-name";
import { useChangeWords } from "./change-words";
import classes from "./tasks.module.css";

export type ChangeResult = {
  readonly change: TaskChange;
  /** As read back; as it was before, when it could not be. */
  readonly node: TaskNode;
  readonly failure: Failure | null;
  /** Read back, it shows the change. */
  readonly seen: boolean;
};

export function ChangeResults({ results, onClose }: { results: readonly ChangeResult[]; onClose: () => void }) {
  const t = useTranslations("further.change");
  const outcomes = useTranslations("task.action");
  const failed = useFailureWords();
  const words = useChangeWords();
  const first = results.find(({ failure }) => failure !== null)?.failure;
  const told = first && failed(first, "write");
  const outcome = ({ seen, failure }: ChangeResult) => {
    if (seen) return "done";
    if (failure === null) return "accepted";
    return failure.outcome === "unknown" ? "unknown" : "refused";
  };
  const changes = new Map(results.map(({ change }) => [words.key(change), change]));
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
      {[...changes].map(([key, change]) => (
        <section key={key}>
          <h3 className={classes["section"]}>
            {words.what(change)} → {words.after(change)}
          </h3>
          <ul className={classes["targets"]}>
            {results
              .filter((result) => result.change === change)
              .map((result) => (
                <li key={result.node.task.id}>
                  <strong>{outcomes(`outcome.${outcome(result)}`)}</strong>
                  <TailName name={result.node.task.sceneName} />
                  <span className="faint">{words.now(change, result.node)}</span>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose} data-autofocus>
          {t("close")}
        </Button>
      </Group>
    </>
  );
}
