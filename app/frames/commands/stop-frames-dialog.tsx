/** The dialog before frames are stopped: how many, and which render time and money are lost. */
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { useStopFrames } from "../../queries/frames/current-frame-commands";
import type { FrameRow } from "../../queries/frames/frame-set";
import { useServerSecond } from "../../ui/browser/now";
import { useFormat } from "../../ui/format/format";
import { FrameWriteDialog } from "./frame-write-dialog";
import { hasStopped, type StopKind, stopLoss, stopRequest, stopTargets } from "./stop-frames-plan";

export function StopFramesDialog({
  kind,
  leaf,
  keyword,
  selected,
  onClose,
}: {
  kind: StopKind;
  leaf: TaskNode;
  keyword: string;
  selected: ReadonlySet<number>;
  onClose: () => void;
}) {
  const t = useTranslations("frames.stop");
  const stop = useStopFrames();
  return (
    <FrameWriteDialog
      act="stopped"
      purpose={`stop ${kind}`}
      leaf={leaf}
      keyword={keyword}
      messages={{
        title: (count) => t(`${kind}.title`, { count }),
        confirm: (count) => t("confirm", { count }),
        done: (count) => t("done", { count }),
        notTaken: (count) => t("notTaken", { count }),
      }}
      targetsOf={(rows) => stopTargets(kind, rows, selected)}
      send={(targets, isComplete) => stop.mutateAsync(stopRequest(kind, leaf.task.id, targets, isComplete))}
      hasEffect={hasStopped}
      onClose={onClose}
    >
      {(targets) => {
        const leftOut = kind === "selected" ? selected.size - targets.length : 0;
        return (
          <>
            <StopLossLines targets={targets} />
            {leftOut > 0 && <p className="faint">{t("leftOut", { count: leftOut })}</p>}
            <p className="faint">{t("after")}</p>
          </>
        );
      }}
    </FrameWriteDialog>
  );
}

/** What a stop loses: render time, and money that is charged all the same. */
export function StopLossLines({ targets }: { targets: readonly FrameRow[] }) {
  const t = useTranslations("frames.stop");
  const format = useFormat();
  const { currency, chargesHidden } = useCurrency();
  const nowMs = useServerSecond();
  const loss = stopLoss(targets, nowMs);
  const cost = chargesHidden || loss.charge.amount === 0 ? "" : ` (${format.moneySum(loss.charge, currency)})`;
  return (
    <>
      {loss.rendering > 0 && (
        <p>
          <strong>{t("loses", { count: loss.rendering, time: format.duration(loss.seconds) })}</strong>{" "}
          {t("charged", { cost })}
        </p>
      )}
      {loss.waiting > 0 && <p>{t("waits", { count: loss.waiting })}</p>}
    </>
  );
}
