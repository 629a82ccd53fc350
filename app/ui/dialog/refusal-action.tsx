/** Actions for refusals that need more than a sentence. The shell provides them: they read the account and the tasks. */
import { createContext, type ReactNode, Suspense, useContext } from "react";
import type { Failure } from "../../protocol/wire/failure";
import { nextStepOf } from "../../protocol/wire/refusals";

/** Next steps with an action: refresh the balance, go to the pass that is waited for. */
export type ActionStep = "balance" | "pass";

export type RefusalActionProps = {
  readonly step: ActionStep;
  /** The tasks of the refused request. */
  readonly taskIds: readonly number[];
};

export const RefusalActionContext = createContext<((props: RefusalActionProps) => ReactNode) | null>(null);

/** The action that follows from a failure; nothing for most. */
export function RefusalAction({ failure, taskIds }: { failure: Failure; taskIds: readonly number[] }) {
  const renderAction = useContext(RefusalActionContext);
  if (failure.kind !== "farm") return null;
  const step = nextStepOf(failure.code);
  if (step !== "balance" && step !== "pass") return null;
  if (renderAction === null) throw new Error("No RefusalActionContext above this component");
  return <Suspense fallback={null}>{renderAction({ step, taskIds })}</Suspense>;
}
