/** The dialog before frames are rendered again: how many, about what they cost, and what is left of the balance. */
import { useTranslations } from "use-intl";
import { useCurrency } from "../../queries/account/currency";
import { useRerenderStates } from "../../queries/frames/current-frame-commands";
import { useRerender } from "../../queries/frames/rerender-frames";
import { PriceLine } from "../../ui/status/price-line";
import { useFrameLabels } from "../frame-labels";
import { FrameWriteDialog } from "./frame-write-dialog";
import { RerenderAllDialog } from "./rerender-all-dialog";
import { isTakenUp, rerenderPrice, rerenderRequest } from "./rerender-plan";
import { framesInScope, type ListedScope, type RerenderContext, type RerenderScope } from "./rerender-scope";

type DialogProps<Scope> = RerenderContext & { readonly scope: Scope; readonly onClose: () => void };

export function RerenderDialog({ scope, ...props }: DialogProps<RerenderScope>) {
  return scope.kind === "all" ? <RerenderAllDialog {...props} /> : <RerenderListedDialog scope={scope} {...props} />;
}

function RerenderListedDialog({ scope, leaf, keyword, selected, figures, onClose }: DialogProps<ListedScope>) {
  const t = useTranslations("frames.rerender");
  const account = useCurrency();
  const labels = useFrameLabels();
  const rerender = useRerender();
  const rerenderStates = useRerenderStates();
  const { kind } = scope;
  const taskId = leaf.task.id;
  const { done } = leaf.rollUp.counts;
  const state = scope.kind === "state" ? labels.status(scope.state) : "";
  return (
    <FrameWriteDialog
      purpose={scope.kind === "state" ? `rerender ${scope.state}` : `rerender ${kind}`}
      leaf={leaf}
      keyword={keyword}
      messages={{
        title: (count) => t(`${kind}.title`, { count, state }),
        confirm: (count) => t(`${kind}.confirm`, { count }),
        done: (count) => t("done", { count }),
        notTaken: (count) => t("notTaken", { count }),
      }}
      targetsOf={(rows) => framesInScope(scope, rows, selected)}
      send={(targets, isComplete) => {
        if (scope.kind === "state" && isComplete) return rerenderStates.mutateAsync({ taskId, states: [scope.state] });
        return rerender.mutateAsync(
          rerenderRequest(scope.kind === "state" ? "selected" : scope.kind, taskId, targets, isComplete),
        );
      }}
      hasEffect={isTakenUp}
      onClose={onClose}
    >
      {(targets) => {
        const leftOut = kind === "selected" ? selected.size - targets.length : 0;
        const notLoaded = kind === "failed" && keyword === "" ? leaf.rollUp.counts.failed - targets.length : 0;
        return (
          <>
            <p>{t(`${kind}.meaning`, { done, state })}</p>
            {leftOut > 0 && <p className="faint">{t("leftOut", { count: leftOut })}</p>}
            {notLoaded > 0 && <p>{t("unread", { count: notLoaded })}</p>}
            <PriceLine price={rerenderPrice(leaf, figures.charges, targets)} account={account} />
          </>
        );
      }}
    </FrameWriteDialog>
  );
}
