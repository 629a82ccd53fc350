/**
 * "Change…": time limit, priority, machines, tags and machine type of the selected tasks in one form. Untouched fields change nothing.
 * The dialog shows old and new values before sending, progress while sending, and the result of each task afterwards.
 */
import { Button, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskHistory } from "../../mirror/task-history";
import { indexTasks, type TaskIndex, type TaskRef } from "../../protocol/tasks/task-index";
import { hardwareQuery } from "../../queries/tasks/hardware";
import {
  type ChangeOutcome,
  type ChangeRequest,
  readChangesBack,
  type TaskChange,
  useChangeTasks,
} from "../../queries/tasks/task-changes";
import { readHistory } from "../../queries/tasks/task-history-query";
import { Dialog } from "../../ui/dialog/dialog";
import { type Toast, toast } from "../../ui/toasts/toast";
import { TaskFreshness } from "../commands/task-freshness";
import classes from "./change.module.css";
import { LevelField, MachineLimitField, TagFields, TimeLimitField } from "./change-fields";
import { useChangeLabels } from "./change-labels";
import { emptyDraft, hardwareIdsOf, planChange, readDraft, showsChange, tasksOf } from "./change-plan";
import { type ChangeResult, ChangeResults } from "./change-results";
import { HardwareField } from "./hardware-field";
import { planUndo, readHardwareBefore } from "./undo-change";
import { useUndoOffer } from "./use-undo-offer";

type Ended = {
  readonly outcomes: readonly ChangeOutcome[];
  readonly results: readonly ChangeResult[];
  /** As of the confirmation: the number of tasks that differ changes with the result. */
  readonly asked: string;
  /** Offers to take back what can be taken back of the changes. */
  readonly undo: Pick<Toast, "undo" | "message">;
};

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
  const undoOffer = useUndoOffer();
  const [draft, setDraft] = useState(emptyDraft);
  const [sent, setSent] = useState({ count: 0, of: 0 });
  const [ended, setEnded] = useState<Ended | null>(null);
  const refs = ids.map(index.get).filter((taskRef) => taskRef !== undefined);
  const tasks = tasksOf(refs);
  const topIds = [...new Set(refs.map(({ topId }) => topId))];
  const { changes, errors } = readDraft(draft);
  const requests = changes.map((change) => planChange(change, refs));
  const effective = requests.filter(({ targets }) => targets.length > 0);
  const touched = new Set(effective.flatMap(({ targets }) => targets.map(({ rowId }) => rowId)));

  const send = async () => {
    // The machine types of before are not in the index; what cannot be read is not offered.
    const undo = undoOffer(planUndo(effective, index, await readHardwareBefore(effective)));
    const outcomes = await mutation.mutateAsync({
      requests: effective,
      onProgress: (count, of) => setSent({ count, of }),
    });
    const results = resultsOf(outcomes, index.get, readHistory(client));
    if (results.every(({ failure, hasEffect }) => failure === null && hasEffect)) {
      void toast({ tone: "good", title: t("done", { count: touched.size }), ...undo });
      onClose();
    } else setEnded({ outcomes, results, asked: t("confirm", { count: touched.size }), undo });
  };
  /** After changes that were accepted and show later, the offer to take them back outlasts the dialog. */
  const closeEnded = ({ results, asked, undo }: Ended) => {
    if (undo.undo && results.every(({ failure }) => failure === null))
      void toast({ tone: "idle", title: asked, ...undo });
    onClose();
  };
  const lookAgain = async (before: Ended) => {
    const outcomes = await readChangesBack(client, before.outcomes);
    setEnded({ ...before, outcomes, results: resultsOf(outcomes, index.get, readHistory(client)) });
  };

  return (
    <Dialog
      onClose={ended ? () => closeEnded(ended) : onClose}
      title={t("title", { count: tasks.length })}
      size="lg"
      busy={mutation.isPending}
    >
      {ended ? (
        <ChangeResults
          results={ended.results}
          asked={ended.asked}
          onLook={() => lookAgain(ended)}
          onClose={() => closeEnded(ended)}
        />
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
            <TimeLimitField refs={tasks} draft={draft} invalid={errors.has("timeLimit")} onDraft={setDraft} />
            <LevelField refs={tasks} draft={draft} onDraft={setDraft} />
            <MachineLimitField refs={tasks} draft={draft} invalid={errors.has("machineLimit")} onDraft={setDraft} />
            <TagFields refs={tasks} draft={draft} invalid={errors.has("tags")} onDraft={setDraft} />
            <HardwareField refs={tasks} draft={draft} onDraft={setDraft} />
          </div>
          <Review requests={requests} refs={tasks} />
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
function Review({ requests, refs }: { requests: readonly ChangeRequest[]; refs: readonly TaskRef[] }) {
  const t = useTranslations("current.change");
  const labels = useChangeLabels();
  // Not enabled: the hardware field sends the request.
  const { data: machines } = useQuery({ ...hardwareQuery(hardwareIdsOf(refs)), enabled: false });
  const inUse = machines?.rows
    .filter(({ isCurrent }) => isCurrent)
    .map(labels.hardware)
    .join(", ");
  const before = (change: TaskChange) => (change.kind === "hardware" && inUse) || labels.before(change, refs);
  if (requests.length === 0) return null;
  return (
    <ul className={classes["review"]} aria-label={t("review")}>
      {requests.map(({ change, targets }) => (
        <li key={labels.key(change)}>
          <span className="faint">{labels.what(change)}</span>
          <strong>
            {before(change)} → {labels.after(change)}
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
  const current = indexTasks(history.nodes);
  return outcomes.flatMap(({ change, target, isSent, failure, isOnHardware }) => {
    const node = (current.get(target.rowId) ?? before(target.rowId))?.node;
    if (!node) return [];
    const hasEffect = isOnHardware || showsChange(change, node);
    return [{ change, node, firstId: target.sendIds[0], isSent, failure, hasEffect }];
  });
}
