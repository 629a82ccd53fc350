/** Controls of capabilities that the farm refused to this account: disabled for the session, with the reason. */
import type { Failure } from "../../protocol/wire/failure";
import { useFailureMessages } from "../format/failure-messages";

export type RefusedProps = { readonly disabled?: true; readonly title?: string };

/** Props for the control of a capability (useCapability's `refusal`); none while nothing is refused. */
export function useRefusal(): (refusal: Failure | null) => RefusedProps {
  const messagesOf = useFailureMessages();
  return (refusal) => (refusal === null ? {} : { disabled: true, title: messagesOf(refusal, "read").title });
}
