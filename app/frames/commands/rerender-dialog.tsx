/** The dialog before frames are rendered again: how many, about what they cost, and what is left of the balance. */
import { useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import { useCurrency } from "../../queries/account/currency";
import { shownPrice } from "../../queries/account/shown-price";
import { useRerenderStates } from "../../queries/frames/current-frame-commands";
import type { FrameRow } from "../../queries/frames/frame-set";
import { probeRefused, refusedStates } from "../../queries/frames/refused-states";
import { useRerender } from "../../queries/frames/rerender-frames";
import { PriceLine } from "../../ui/status/price-line";
import { useFrameLabels } from "../frame-labels";
import { FrameWriteDialog } from "./frame-write-dialog";
import { RerenderAllDialog } from "./rerender-all-dialog";
import { isTakenUp, rerenderPrice, rerenderRequest } from "./rerender-plan";
import {
  framesInScope,
  type ListedScope,
  leftOutOfScope,
  type RerenderContext,
  type RerenderScope,
} from "./rerender-scope";

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
  // The states as of the opening: a refusal must not take the targets out of the open dialog.
  const [refused] = useState(refusedStates.get);
  const { kind } = scope;
  const taskId = leaf.task.id;
  const { done } = leaf.rollUp.counts;
  const priceOf = (rows: readonly FrameRow[]) => rerenderPrice(leaf, figures.charges, rows);
  const state = scope.kind === "state" ? labels.status(scope.state) : "";
  return (
    <FrameWriteDialog
      act="rerendered"
      purpose={scope.kind === "state" ? `rerender ${scope.state}` : `rerender ${kind}`}
      leaf={leaf}
      keyword={keyword}
      messages={{
        title: (count) => t(`${kind}.title`, { count, state }),
        confirm: (count) => t(`${kind}.confirm`, { count }),
        done: (count) => t("done", { count }),
        notTaken: (count) => t("notTaken", { count }),
      }}
      targetsOf={(rows) => framesInScope(scope, rows, selected, refused)}
      leftOutOf={(rows) => leftOutOfScope(scope, rows, selected, refused)}
      send={(targets, isComplete) => {
        const note = { price: shownPrice(priceOf(targets), account) };
        return probing(
          targets,
          scope.kind === "state" && isComplete
            ? rerenderStates.mutateAsync({ taskId, states: [scope.state], note })
            : rerender.mutateAsync({
                ...rerenderRequest(scope.kind === "state" ? "selected" : scope.kind, taskId, targets, isComplete),
                note,
              }),
        );
      }}
      hasEffect={isTakenUp}
      onClose={onClose}
    >
      {(targets, leftOutCount) => {
        const waiting = kind === "selected" ? selected.size - targets.length - leftOutCount : 0;
        const notLoaded =
          kind === "failed" && keyword === "" ? leaf.rollUp.counts.failed - targets.length - leftOutCount : 0;
        return (
          <>
            <p>{t(`${kind}.meaning`, { done, state })}</p>
            {leftOutCount > 0 && <p className="faint">{t("derived", { count: leftOutCount })}</p>}
            {waiting > 0 && <p className="faint">{t("leftOut", { count: waiting })}</p>}
            {notLoaded > 0 && <p>{t("unread", { count: notLoaded })}</p>}
            <PriceLine price={priceOf(targets)} account={account} />
          </>
        );
      }}
    </FrameWriteDialog>
  );
}

/** Sends the rerender; a refusal is recorded for the states of its frames. */
async function probing(targets: readonly FrameRow[], sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    probeRefused(
      targets.map(({ frame }) => frame),
      failureOf(error),
    );
    throw error;
  }
}
