/**
 * "Change…": time limit, priority, tags and machine type of the selected tasks in one form. What is not touched stays. Before
 * sending it says old and new for how many tasks, while sending how far it is, afterwards what each task shows.
 */
import { Button, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { hardwareQuery } from "../../queries/tasks/hardware";
import {
  type ChangeOutcome,
  type ChangeRequest,
  type TaskChange,
  useChangeTasks,
} from "../../queries/tasks/task-changes";
import { readHistory } from "../../queries/tasks/task-history-query";
import { Dialog } from "../../ui/dialog/dialog";
import { toast } from "../../ui/toasts/toast";
import { TaskFreshness } from "../commands/task-freshness";
import { indexTasks, type TaskIndex, type TaskRef } from "../task-index";
import classes from "./change.module.css";
import { LevelField, TagFields, TimeLimitField } from "./change-fields";
import { useChangeLabels } from "./change-labels";
import { emptyDraft, hardwareIdsOf, planChange, readDraft, showsChange, tasksOf } from "./change-plan";
import { type ChangeResult, ChangeResults } from "./change-results";
import { HardwareField } from "./hardware-field";

export function ChangeDialog({
  ids,
  index,
  onClose,
}: {
  ids: readonly number[];
  index: TaskIndex;
  onClose: () => void;
}) {
  const t = useTranslations("current.change");
  const client = useQueryClient();
  const mutation = useChangeTasks();
  const [draft, setDraft] = useState(emptyDraft);
  const [sent, setSent] = useState({ count: 0, of: 0 });
  const [results, setResults] = useState<readonly ChangeResult[] | null>(null);
  const subjects = ids.map(index.get).filter((subject) => subject !== undefined);
  const tasks = tasksOf(subjects);
  const topIds = [...new Set(subjects.map(({ topId }) => topId))];
  const { changes, errors } = readDraft(draft);
  const requests = changes.map((change) => planChange(change, subjects));
  const effective = requests.filter(({ targets }) => targets.length > 0);
  const touched = new Set(effective.flatMap(({ targets }) => targets.map(({ rowId }) => rowId)));

  const send = async () => {
    const outcomes = await mutation.mutateAsync({
      requests: effective,
      onProgress: (count, of) => setSent({ count, of }),
    });
    const read = resultsOf(outcomes, index.get, readHistory(client));
    if (read.every(({ failure, seen }) => failure === null && seen)) {
      void toast({ tone: "good", title: t("done", { count: touched.size }) });
      onClose();
    } else setResults(read);
  };

  return (
    <Dialog onClose={onClose} title={t("title", { count: tasks.length })} size="lg" busy={mutation.isPending}>
      {results ? (
        <ChangeResults results={results} onClose={onClose} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <p className={`faint ${classes["help"]}`}>{t("help")}</p>
          <div>
            <TimeLimitField subjects={tasks} draft={draft} invalid={errors.has("timeLimit")} onDraft={setDraft} />
            <LevelField subjects={tasks} draft={draft} onDraft={setDraft} />
            <TagFields subjects={tasks} draft={draft} invalid={errors.has("tags")} onDraft={setDraft} />
            <HardwareField subjects={tasks} draft={draft} onDraft={setDraft} />
          </div>
          <Review requests={requests} subjects={tasks} />
          <TaskFreshness topIds={topIds} purpose="change">
            {(fresh) => (
              <Group justify="flex-end" mt="md">
                {mutation.isPending && sent.of > 1 && (
                  <span role="status" className={classes["progress"]}>
                    <progress max={sent.of} value={sent.count} aria-label={t("sending")} />
                    {t("sent", sent)}
                  </span>
                )}
                <Button variant="default" onClick={onClose} disabled={mutation.isPending}>
                  {t("cancel")}
                </Button>
                <Button
                  type="submit"
                  loading={mutation.isPending}
                  disabled={!fresh || errors.size > 0 || touched.size === 0}
                >
                  {t("confirm", { count: touched.size })}
                </Button>
              </Group>
            )}
          </TaskFreshness>
        </form>
      )}
    </Dialog>
  );
}

/** What will be sent: old and new, and for how many tasks. */
function Review({ requests, subjects }: { requests: readonly ChangeRequest[]; subjects: readonly TaskRef[] }) {
  const t = useTranslations("current.change");
  const words = useChangeLabels();
  // Only reads what the field has asked for.
  const { data: machines } = useQuery({ ...hardwareQuery(hardwareIdsOf(subjects)), enabled: false });
  const inUse = machines?.rows
    .filter(({ isCurrent }) => isCurrent)
    .map(words.hardware)
    .join(", ");
  const before = (change: TaskChange) => (change.kind === "hardware" && inUse) || words.before(change, subjects);
  if (requests.length === 0) return null;
  return (
    <ul className={classes["review"]} aria-label={t("review")}>
      {requests.map(({ change, targets }) => (
        <li key={words.key(change)}>
          <span className="faint">{words.what(change)}</span>
          <strong>
            {before(change)} → {words.after(change)}
          </strong>
          <span className="faint">{t("tasks", { count: targets.length })}</span>
        </li>
      ))}
    </ul>
  );
}

function resultsOf(
  outcomes: readonly ChangeOutcome[],
  before: (id: number) => TaskRef | undefined,
  history: TaskHistory,
): ChangeResult[] {
  const now = indexTasks(history.nodes);
  return outcomes.flatMap(({ change, target, failure, isOnHardware: onHardware }) => {
    const node = (now.get(target.rowId) ?? before(target.rowId))?.node;
    return node ? [{ change, node, failure, seen: onHardware || showsChange(change, node) }] : [];
  });
}
