import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { readChangesBack } from "../../queries/tasks/task-changes";
import type { Toast, UndoOutcome } from "../../ui/toasts/toast";
import { showsUndo, type UndoPlan, undoChanges } from "./undo-change";

/** What the toast after a change offers, and what it says of tasks that cannot be taken back; nothing where none can. */
export function useUndoOffer(): (plan: UndoPlan) => Pick<Toast, "undo" | "message"> {
  const t = useTranslations("current.change.undo");
  const common = useTranslations("common");
  const client = useQueryClient();
  const run = async ({ steps, unknown }: UndoPlan): Promise<UndoOutcome> => {
    try {
      const { outcomes, changedSince } = await undoChanges(client, steps);
      const taskIds = outcomes.map(({ target }) => target.rowId);
      const failure = outcomes.find((outcome) => outcome.failure !== null)?.failure;
      if (failure) return { tone: "bad", title: t("failed"), message: t("partly"), failure, taskIds };
      const notes = [
        ...(changedSince.size > 0 ? [t("changedSince", { count: changedSince.size })] : []),
        ...(unknown.size > 0 ? [t("unknown", { count: unknown.size })] : []),
      ];
      const note = notes.length > 0 ? { message: notes.join(" ") } : {};
      if (outcomes.length === 0) return { tone: "bad", title: t("notDone"), ...note };
      const done = t("done", { count: new Set(taskIds).size });
      if (showsUndo(client, outcomes)) return { tone: notes.length > 0 ? "bad" : "good", title: done, ...note };
      let latest = outcomes;
      const awaited = {
        asked: common("undo"),
        done,
        hasEffect: () => showsUndo(client, latest),
        look: async () => {
          latest = await readChangesBack(client, latest);
        },
      };
      return { tone: "idle", title: common("undo"), ...note, awaited };
    } catch (error) {
      return { tone: "bad", title: t("notDone"), message: t("notRead"), failure: failureOf(error) };
    }
  };
  return (plan) => {
    if (plan.steps.length === 0) return {};
    const message = plan.unknown.size > 0 ? { message: t("unknown", { count: plan.unknown.size }) } : {};
    return { undo: { label: common("undo"), run: () => run(plan) }, ...message };
  };
}
