/** Why the account may not do something. The texts come with the first refusal; until then the text is empty. */
import { useTranslations } from "use-intl";
import { requestPart } from "../../i18n/messages";
import type { Obstacle } from "../../protocol/account/rights";

export function useObstacleText(): (obstacle: Obstacle) => string {
  // Without a namespace: the part "refusals" may not be there yet.
  const t = useTranslations();
  return (obstacle) => {
    requestPart("refusals");
    return t.has(`obstacle.${obstacle}`) ? t(`obstacle.${obstacle}`) : "";
  };
}
