import { useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { UndoOffer } from "../../ui/toasts/toast";
import { openDialogInView } from "./command-dialog";

/**
 * What a toast offers after a stop: the dialog of Start for the same tasks, which reads them again, says what it costs, and leaves
 * out those that somebody has started or deleted since. From another page it leads to the first of the tasks.
 */
export function useStartAgain(): (ids: readonly number[]) => { readonly undo?: UndoOffer } {
  const t = useTranslations("task.action.stop");
  const router = useRouter();
  return (ids) => {
    const [task] = ids;
    if (task === undefined) return {};
    const run = async () => {
      if (!openDialogInView({ command: "start", ids })) await router.navigate({ to: "/tasks", search: { task } });
      return null;
    };
    return { undo: { label: t("startAgain"), run } };
  };
}
