/** What the user can do next after a refusal: look at the balance, or go to the pass that is waited for. */
import type { RefusalActionProps } from "../../ui/dialog/refusal-action";
import { BalanceAction } from "./balance-action";
import { PassAction } from "./pass-action";

export function ShellRefusalAction({ step, taskIds }: RefusalActionProps) {
  return step === "balance" ? <BalanceAction /> : <PassAction taskIds={taskIds} />;
}
