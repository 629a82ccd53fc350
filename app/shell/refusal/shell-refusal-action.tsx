/** What the user can do next after a refusal: look at the balance, go to the pass that is waited for, or test the connection. */
import type { RefusalActionProps } from "../../ui/dialog/refusal-action";
import { BalanceAction } from "./balance-action";
import { ConnectionAction } from "./connection-action";
import { PassAction } from "./pass-action";

export function ShellRefusalAction({ step, taskIds }: RefusalActionProps) {
  if (step === "connection") return <ConnectionAction />;
  return step === "balance" ? <BalanceAction /> : <PassAction taskIds={taskIds} />;
}
