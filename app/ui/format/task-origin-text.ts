import { useTranslations } from "use-intl";
import type { StopReason } from "../../protocol/tasks/stop-reason";
import { channels, isChannel } from "../../protocol/tasks/task-origin";

/** What submitted and what stopped a task, in words; an unknown code is shown with its number. */
export function useOriginText() {
  const t = useTranslations("task.origin");
  const unknown = (code: number) => t("unknown", { code });
  return {
    channel: (code: number) => (isChannel(code) ? t(`channel.${channels[code]}`) : unknown(code)),
    reasons: (reasons: readonly StopReason[]) =>
      reasons.map((reason) => (typeof reason === "number" ? unknown(reason) : t(`stop.${reason}`))).join(", "),
  };
}
