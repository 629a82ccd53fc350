/** Actions for failures that need more than a sentence. The shell provides them: they read the account and the tasks. */
import { createContext, type ReactNode, Suspense, useContext } from "react";
import type { Failure } from "../../protocol/wire/failure";
import { nextStepOf, refusesAccount } from "../../protocol/wire/refusals";

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

/** The action that follows from a failure; nothing for most. */
export function RefusalAction({ failure, taskIds }: { failure: Failure; taskIds: readonly number[] }) {
  const renderAction = useContext(RefusalActionContext);
  const step = stepOf(failure);
  if (step === null) return null;
  if (renderAction === null) throw new Error("No RefusalActionContext above this component");
  return <Suspense fallback={null}>{renderAction({ step, taskIds })}</Suspense>;
}
