import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { hasLabel, labelsQuery, useAddLabel, useDeleteLabel } from "../../queries/account/account";
import type { UndoOffer, UndoOutcome } from "../../ui/toasts/toast";

export type LabelWrite = { readonly name: string; readonly was: "added" | "deleted" };

/** What the toast after a label was added or deleted offers: the list of labels as it was, unless it has changed again since. */
export function useUndoLabel(): (write: LabelWrite) => UndoOffer {
  const t = useTranslations("settings.labels");
  const common = useTranslations("common");
  const client = useQueryClient();
  const add = useAddLabel();
  const remove = useDeleteLabel();
  const look = () => client.fetchQuery({ ...labelsQuery, staleTime: 0 });
  const run = async ({ name, was }: LabelWrite): Promise<UndoOutcome> => {
    const isUndone = () => hasLabel(client, name) === (was === "deleted");
    try {
      await look();
      if (isUndone()) return { tone: "idle", title: t("undoneElsewhere", { name }) };
      await (was === "added" ? remove : add).mutateAsync(name);
      const done = t(was === "added" ? "deleted" : "added", { name });
      await look();
      if (isUndone()) return { tone: "good", title: done };
      return {
        tone: "idle",
        title: common("undo"),
        awaited: { asked: common("undo"), done, hasEffect: isUndone, look },
      };
    } catch (error) {
      return { tone: "bad", title: t("notUndone", { name }), failure: failureOf(error) };
    }
  };
  return (write) => ({ label: common("undo"), run: () => run(write) });
}
