/**
 * Asks before all frames of a task are rendered again. It goes by the task's own counts, which are one request; reading every
 * page of a very large task before and after would be thousands. Only the price rests on the frames that are loaded.
 */
import { Checkbox } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { FrameCounts, TaskNode } from "../../protocol/tasks/task-tree";
import { useCurrency } from "../../queries/account/currency";
import { emptyFrameSet, orderedRows } from "../../queries/frames/frame-set";
import { frameSetQuery } from "../../queries/frames/frame-set-query";
import { refreshCounts } from "../../queries/frames/frame-task";
import { useRerender } from "../../queries/frames/rerender-frames";
import { PriceLine } from "../../ui/status/price-line";
import { canRerender, rerenderPrice } from "./rerender-plan";
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
  const [sure, setSure] = useState(false);
  const taskId = leaf.task.id;
  const { counts } = leaf.rollUp;
  const ended = endedOf(counts);
  const { done, total } = counts;
  // Reads along with the page; it never asks by itself.
  const { data: set } = useQuery({ ...frameSetQuery(taskId, "", counts), enabled: false });
  const loaded = useMemo(() => orderedRows(set ?? emptyFrameSet).filter(canRerender), [set]);
  return (
    <WriteDialog
      taskId={taskId}
      purpose="rerender all"
      title={t("all.title", { count: total })}
      confirm={t("all.confirm", { count: total })}
      check={() => refreshCounts(client, taskId)}
      ready={sure && ended > 0}
      send={() => rerender.mutateAsync({ kind: "all", taskId })}
      readBack={async () => ({ asked: ended, left: endedOf(await refreshCounts(client, taskId)) })}
      done={({ asked, left }) => (left === 0 ? t("done", { count: asked }) : null)}
      renderOutcome={({ asked, left }) => (
        <>
          {left < asked && <p>{t("done", { count: asked - left })}</p>}
          {left > 0 && <p>{t("all.left", { count: left })}</p>}
        </>
      )}
      onClose={onClose}
    >
      <p>{t("all.meaning", { ended, done, open: Math.max(0, total - ended) })}</p>
      {ended > 0 && (
        <>
          <PriceLine price={rerenderPrice(leaf, figures.charges, loaded, ended)} account={account}>
            {loaded.length > 0 && loaded.length !== ended && (
              <span className="faint">{t("all.estimated", { loaded: loaded.length })} </span>
            )}
          </PriceLine>
          <Checkbox
            size="xs"
            mb="sm"
            label={t("all.sure", { done })}
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
        </>
      )}
    </WriteDialog>
  );
}
