/**
 * The dialog before all frames of a task are rendered again. It goes by the counts of the task, which are one request: to
 * read every page of a very large task before and after would be thousands (decision 026). Only the price uses the loaded
 * frames.
 */
import { Checkbox } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import { FRAME, frameStatus } from "../../protocol/frames/frame-status";
import type { FrameCounts, TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { shownPrice } from "../../queries/account/shown-price";
import { emptyFrameSet, orderedRows } from "../../queries/frames/frame-set";
import { frameSetQuery } from "../../queries/frames/frame-set-query";
import { refreshCounts } from "../../queries/frames/frame-task";
import { refusedStates } from "../../queries/frames/refused-states";
import { useRerender } from "../../queries/frames/rerender-frames";
import { PriceLine } from "../../ui/status/price-line";
import { useActs } from "../acted/use-acts";
import { canRerender, isDerived, isRefused, rerenderPrice } from "./rerender-plan";
import { WriteDialog } from "./write-dialog";

const endedOf = ({ done, failed, stopped }: FrameCounts) => done + failed + stopped;

export function RerenderAllDialog({
  leaf,
  figures,
  onClose,
}: {
  leaf: TaskNode;
  figures: FrameFigures;
  onClose: () => void;
}) {
  const t = useTranslations("frames.rerender");
  const account = useCurrency();
  const client = useQueryClient();
  const rerender = useRerender();
  const [isConfirmed, setConfirmed] = useState(false);
  const taskId = leaf.task.id;
  const acts = useActs(taskId);
  const { counts } = leaf.rollUp;
  // Subscribes to the frames that the page loads and sends no request.
  const { data: set } = useQuery({ ...frameSetQuery(taskId, "", counts), enabled: false });
  const rows = useMemo(() => orderedRows(set ?? emptyFrameSet), [set]);
  const [refused] = useState(refusedStates.get);
  const loaded = useMemo(() => rows.filter((row) => canRerender(row, refused)), [rows, refused]);
  // The farm's "all" would include frames that are not rendered again by themselves, so the rest is named by id.
  const leftOut = useMemo(() => rows.filter((row) => isDerived(row) || isRefused(row, refused)), [rows, refused]);
  const leftOutEnded = leftOut.filter((row) => frameStatus(row.frame.statusCode).isEnded);
  const isListed = leftOut.length > 0;
  const ended = isListed ? loaded.length : endedOf(counts);
  const done = counts.done - leftOutEnded.filter((row) => row.frame.statusCode === FRAME.done).length;
  const total = counts.total - leftOut.length;
  const price = rerenderPrice(leaf, figures.charges, loaded, ended);
  return (
    <WriteDialog
      taskId={taskId}
      purpose="rerender all"
      title={t("all.title", { count: total })}
      confirm={t("all.confirm", { count: total })}
      check={() => refreshCounts(client, taskId)}
      isReady={isConfirmed && ended > 0}
      send={() =>
        acts.watch("rerendered", loaded, () =>
          rerender.mutateAsync({
            ...(isListed
              ? { kind: "selected", taskId, ids: loaded.map((row) => row.frame.id) }
              : { kind: "all", taskId }),
            note: { price: shownPrice(price, account) },
          }),
        )
      }
      readBack={async () => {
        const remaining = endedOf(await refreshCounts(client, taskId)) - leftOutEnded.length;
        return { requested: ended, remaining: Math.max(0, remaining) };
      }}
      doneAction={acts.showThem}
      done={({ requested, remaining }) => (remaining === 0 ? t("done", { count: requested }) : null)}
      renderResult={({ requested, remaining }) => (
        <>
          {remaining < requested && <p>{t("done", { count: requested - remaining })}</p>}
          {remaining > 0 && <p>{t("all.left", { count: remaining })}</p>}
        </>
      )}
      onClose={onClose}
    >
      <p>{t("all.meaning", { ended, done, open: Math.max(0, total - ended) })}</p>
      {isListed && <p className="faint">{t("derived", { count: leftOut.length })}</p>}
      {ended > 0 && (
        <>
          <PriceLine price={price} account={account}>
            {loaded.length > 0 && loaded.length !== ended && (
              <span className="faint">{t("all.estimated", { loaded: loaded.length })} </span>
            )}
          </PriceLine>
          <Checkbox
            size="xs"
            mb="sm"
            label={t("all.sure", { done })}
            checked={isConfirmed}
            onChange={(event) => setConfirmed(event.currentTarget.checked)}
          />
        </>
      )}
    </WriteDialog>
  );
}
