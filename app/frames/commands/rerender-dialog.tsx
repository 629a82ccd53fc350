/** Asks before frames are rendered again: how many, what they will about cost, what it does to the balance. */
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useRerenderStates } from "../../queries/frames/current-frame-commands";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useRerender } from "../../queries/frames/rerender-frames";
import { PriceLine } from "../../ui/status/price-line";
import { useFrameLabels } from "../frame-labels";
import { FrameWriteDialog } from "./frame-write-dialog";
import { RerenderAllDialog } from "./rerender-all-dialog";
import { canRerender, isFailed, rerenderPrice, rerenderRequest, wasTakenUp } from "./rerender-plan";

/** What is asked for: the failed frames, the selected ones, all, or those of a state, which today's farm alone can do. */
export type RerenderAsk =
  | { readonly kind: "failed" | "selected" }
  | { readonly kind: "all" }
  | { readonly kind: "state"; readonly state: number };

type DialogProps = {
  readonly ask: RerenderAsk;
  readonly leaf: TaskNode;
  readonly keyword: string;
  readonly selected: ReadonlySet<number>;
  readonly figures: FrameFigures;
  readonly onClose: () => void;
};

type SomeAsk = Exclude<RerenderAsk, { readonly kind: "all" }>;

/** The frames it goes to. */
function targetsOf(ask: SomeAsk, rows: readonly FrameRow[], selected: ReadonlySet<number>): FrameRow[] {
  switch (ask.kind) {
    case "failed":
      return rows.filter(isFailed);
    case "state":
      return rows.filter((row) => row.frame.statusCode === ask.state);
    case "selected":
      return rows.filter((row) => selected.has(row.frame.id) && canRerender(row));
  }
}

export function RerenderDialog({ ask, ...props }: DialogProps) {
  return ask.kind === "all" ? <RerenderAllDialog {...props} /> : <RerenderSomeDialog ask={ask} {...props} />;
}

function RerenderSomeDialog({ ask, leaf, keyword, selected, figures, onClose }: DialogProps & { ask: SomeAsk }) {
  const t = useTranslations("frames.rerender");
  const account = useCurrency();
  const frameWords = useFrameLabels();
  const rerender = useRerender();
  const rerenderStates = useRerenderStates();
  const { kind } = ask;
  const taskId = leaf.task.id;
  const { done } = leaf.rollUp.counts;
  const state = ask.kind === "state" ? frameWords.status(ask.state) : "";
  return (
    <FrameWriteDialog
      purpose={ask.kind === "state" ? `rerender ${ask.state}` : `rerender ${kind}`}
      leaf={leaf}
      keyword={keyword}
      words={{
        title: (count) => t(`${kind}.title`, { count, state }),
        confirm: (count) => t(`${kind}.confirm`, { count }),
        done: (count) => t("done", { count }),
        notTaken: (count) => t("notTaken", { count }),
      }}
      targetsOf={(rows) => targetsOf(ask, rows, selected)}
      send={(targets, whole) => {
        if (ask.kind === "state" && whole) return rerenderStates.mutateAsync({ taskId, states: [ask.state] });
        return rerender.mutateAsync(
          rerenderRequest(ask.kind === "state" ? "selected" : ask.kind, taskId, targets, whole),
        );
      }}
      took={wasTakenUp}
      onClose={onClose}
    >
      {(targets) => {
        const left = kind === "selected" ? selected.size - targets.length : 0;
        const unread = kind === "failed" && keyword === "" ? leaf.rollUp.counts.failed - targets.length : 0;
        return (
          <>
            <p>{t(`${kind}.meaning`, { done, state })}</p>
            {left > 0 && <p className="faint">{t("leftOut", { count: left })}</p>}
            {unread > 0 && <p>{t("unread", { count: unread })}</p>}
            <PriceLine price={rerenderPrice(leaf, figures.charges, targets)} account={account} />
          </>
        );
      }}
    </FrameWriteDialog>
  );
}
