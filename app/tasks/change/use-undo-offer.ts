import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { readBackTasks } from "../../queries/tasks/refresh-tasks";
import type { UndoOffer, UndoOutcome } from "../../ui/toasts/toast";
import { showsUndo, type UndoStep, undoChanges } from "./undo-change";

/** What the toast after a change offers; undefined where the change cannot be taken back as a whole. */
export function useUndoOffer(): (steps: readonly UndoStep[] | null) => UndoOffer | undefined {
  const t = useTranslations("current.change.undo");
  const common = useTranslations("common");
  const client = useQueryClient();
  const run = async (steps: readonly UndoStep[]): Promise<UndoOutcome> => {
    try {
      const { outcomes, changedSince } = await undoChanges(client, steps);
      const taskIds = outcomes.map(({ target }) => target.rowId);
      const failure = outcomes.find((outcome) => outcome.failure !== null)?.failure;
      if (failure) return { tone: "bad", title: t("failed"), message: t("partly"), failure, taskIds };
      const note = changedSince.size > 0 ? { message: t("changedSince", { count: changedSince.size }) } : {};
      if (outcomes.length === 0) return { tone: "bad", title: t("notDone"), ...note };
      const done = t("done", { count: new Set(taskIds).size });
      if (showsUndo(client, outcomes)) return { tone: changedSince.size > 0 ? "bad" : "good", title: done, ...note };
      const awaited = {
        asked: common("undo"),
        done,
        hasEffect: () => showsUndo(client, outcomes),
        look: () =>
          readBackTasks(
            client,
            outcomes.map(({ target }) => target),
          ),
      };
      return { tone: "idle", title: common("undo"), ...note, awaited };
    } catch (error) {
      return { tone: "bad", title: t("notDone"), message: t("notRead"), failure: failureOf(error) };
    }
  };
  return (steps) => (steps?.length ? { label: common("undo"), run: () => run(steps) } : undefined);
}
