/** Actions for failures that need more than a sentence. The shell provides them: they read the account and the tasks. */
import { createContext, type ReactNode, Suspense, useContext } from "react";
import { withMessages } from "../../i18n/messages";
import type { Failure } from "../../protocol/wire/failure";
import { nextStepOf, refusesAccount } from "../../protocol/wire/refusals";
import { lazyNamed } from "../browser/lazy-named";

/** Next steps with an action: refresh the balance, go to the pass that is waited for, find out why the farm cannot be used. */
export type ActionStep = "balance" | "pass" | "connection";

export type RefusalActionProps = {
  readonly step: ActionStep;
  /** The tasks of the refused request. */
  readonly taskIds: readonly number[];
};

export const RefusalActionContext = createContext<((props: RefusalActionProps) => ReactNode) | null>(null);

function stepOf(failure: Failure): ActionStep | null {
  if (failure.kind === "proxy") return /:(?:upstream-|other-dialect)/.test(failure.problem) ? "connection" : null;
  if (failure.kind !== "farm") return null;
  if (refusesAccount(failure.code)) return "connection";
  const step = nextStepOf(failure.code);
  return step === "balance" || step === "pass" ? step : null;
}

const RequestId = lazyNamed(() => withMessages("refusals", import("./request-id")), "RequestId", "background");

type Props = { readonly failure: Failure; readonly taskIds: readonly number[] };

/** What follows the text of a failure: an action, which most have not, and the id of the request. */
export function RefusalAction({ failure, taskIds }: Props) {
  return (
    <Suspense fallback={null}>
      <Action failure={failure} taskIds={taskIds} />
      {failure.requestId && <RequestId id={failure.requestId} />}
    </Suspense>
  );
}

function Action({ failure, taskIds }: Props) {
  const renderAction = useContext(RefusalActionContext);
  const step = stepOf(failure);
  if (step === null) return null;
  if (renderAction === null) throw new Error("No RefusalActionContext above this component");
  return renderAction({ step, taskIds });
}
