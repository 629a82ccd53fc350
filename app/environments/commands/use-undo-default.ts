import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { makeEnvironmentDefault } from "../../queries/environments/environment-writes";
import { findEnvironment, readEnvironments } from "../../queries/environments/environments";
import type { UndoOffer, UndoOutcome } from "../../ui/toasts/toast";

export type MadeDefault = {
  readonly cgId: number;
  /** The environment that was made the default, and the one that was it before. */
  readonly made: string;
  readonly former: string;
  readonly software: string;
};

/** What a toast offers after another default was set: the former one, unless the default has changed again since. */
export function useUndoDefault(): (change: MadeDefault) => UndoOffer {
  const t = useTranslations("environments");
  const common = useTranslations("common");
  const client = useQueryClient();
  const run = async ({ cgId, made, former, software }: MadeDefault): Promise<UndoOutcome> => {
    const isDefault = (name: string) => findEnvironment(client, cgId, name)?.isDefault === true;
    try {
      const current = await readEnvironments(client, cgId);
      const isUnchanged = current.some(({ name, isDefault: isSet }) => name === made && isSet);
      if (!isUnchanged || !current.some(({ name }) => name === former))
        return { tone: "bad", title: t("default.notUndone"), message: t("default.changedSince", { software }) };
      await makeEnvironmentDefault(client, { cgId, name: former }, { isUndo: true });
      const done = t("nowDefault", { name: former, software });
      if (isDefault(former)) return { tone: "good", title: done };
      const awaited = {
        asked: common("undo"),
        done,
        hasEffect: () => isDefault(former),
        look: () => readEnvironments(client, cgId),
      };
      return { tone: "idle", title: common("undo"), awaited };
    } catch (error) {
      return { tone: "bad", title: t("default.notUndone"), failure: failureOf(error) };
    }
  };
  return (change) => ({ label: common("undo"), run: () => run(change) });
}
