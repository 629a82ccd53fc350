import { useTranslations } from "use-intl";
import { useMemoryObstacle } from "../../queries/history/memory";
import type { RefusedProps } from "../../ui/controls/refusal";
import { usePreferences } from "../../ui/storage/preferences";

/** Props for a control that needs what the server recorded: disabled, with the reason, while that cannot be read. */
export function useMemoryRefusal(): RefusedProps {
  const t = useTranslations("environments.versions.obstacle");
  const { polling } = usePreferences();
  const obstacle = useMemoryObstacle(polling);
  return obstacle === null ? {} : { disabled: true, title: t(obstacle) };
}
