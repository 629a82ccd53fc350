/** Controls of capabilities and commands that this account may not use: disabled, with the reason. */
import type { Refusal } from "../../protocol/account/rights";
import { useFailureMessages } from "../format/failure-messages";
import { useObstacleText } from "../format/obstacle-text";

export type RefusedProps = { readonly disabled?: true; readonly title?: string };

/** Props for a control; none while nothing is refused. */
export function useRefusal(): (refusal: Refusal | null) => RefusedProps {
  const obstacleText = useObstacleText();
  const messagesOf = useFailureMessages();
  return (refusal) => {
    if (refusal === null) return {};
    const title = refusal.kind === "right" ? obstacleText(refusal.obstacle) : messagesOf(refusal, "read").title;
    return { disabled: true, title };
  };
}
