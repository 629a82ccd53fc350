/** The dialog before rendering frames are stopped and rendered again: one confirmation, two writes, the result of each. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { FrameFigures } from "../../protocol/frames/frame-figures";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { CallError } from "../../protocol/wire/call-error";
import { useCurrency } from "../../queries/account/currency";
import { shownPrice } from "../../queries/account/shown-price";
import { useStopFrames } from "../../queries/frames/current-frame-commands";
import { frameKeys } from "../../queries/frames/frame-keys";
import { emptyFrameSet, type FrameSet, orderedRows } from "../../queries/frames/frame-set";
import { checkFrames, refreshFrames } from "../../queries/frames/refresh-frames";
import { probeRefused } from "../../queries/frames/refused-states";
import { useRerender } from "../../queries/frames/rerender-frames";
import {
  type StopRerenderOutcome,
  type StopRerenderStep,
  stopThenRerender,
} from "../../queries/frames/stop-then-rerender";
import { waitUnless } from "../../ui/browser/wait-unless";
import { PriceLine } from "../../ui/status/price-line";
import { useActs } from "../acted/use-acts";
import { useFrameLabels } from "../frame-labels";
import { isTakenUp, rerenderPrice } from "./rerender-plan";
import { StopLossLines } from "./stop-frames-dialog";
import { canStopAndRerender } from "./stop-frames-plan";
import { StepProgress, StepResults } from "./stop-rerender-steps";
import { WriteDialog } from "./write-dialog";

type Result = { readonly outcome: StopRerenderOutcome; readonly withoutEffect: number };

export function StopRerenderDialog({
  leaf,
  keyword,
  ids,
  figures,
  onClose,
}: {
  leaf: TaskNode;
  keyword: string;
  ids: ReadonlySet<number>;
  figures: FrameFigures;
  onClose: () => void;
}) {
  const t = useTranslations("frames.stopRerender");
  const client = useQueryClient();
  const account = useCurrency();
  const labels = useFrameLabels();
  const stop = useStopFrames();
  const rerender = useRerender();
  const taskId = leaf.task.id;
  const acts = useActs(taskId);
  const [step, setStep] = useState<StopRerenderStep | null>(null);
  const outcome = useRef<StopRerenderOutcome | null>(null);
  // Aborted by the user or when the page is left: the rerender is not sent any more.
  const sending = useRef<AbortController | null>(null);
  useEffect(() => () => sending.current?.abort(), []);

  const loadedRows = () => orderedRows(client.getQueryData<FrameSet>(frameKeys.set(taskId, keyword)) ?? emptyFrameSet);
  const rowsOfIds = (wanted: ReadonlySet<number>) => loadedRows().filter(({ frame }) => wanted.has(frame.id));
  const targets = rowsOfIds(ids).filter(canStopAndRerender);
  const [before] = useState(() => new Map(targets.map((row) => [row.frame.id, row])));
  const targetIds = targets.map(({ frame }) => frame.id);

  const price = rerenderPrice(leaf, figures.charges, targets);
  const send = async () => {
    // As the dialog shows it now: later the frames are stopped, and no targets any more.
    const note = { price: shownPrice(price, account) };
    const controller = new AbortController();
    sending.current = controller;
    const { signal } = controller;
    const sent = await stopThenRerender({
      ids: targetIds,
      stop: (stopIds) => acts.watch("stopped", targets, () => stop.mutateAsync({ kind: "ids", taskId, ids: stopIds })),
      look: async () => {
        await refreshFrames(client, taskId, keyword, ids);
        return new Map(rowsOfIds(ids).map(({ frame }) => [frame.id, frame.statusCode]));
      },
      rerender: (stopped) => {
        const rows = rowsOfIds(new Set(stopped));
        return acts.watch("rerendered", rows, () =>
          rerender.mutateAsync({ kind: "selected", taskId, ids: stopped, note }),
        );
      },
      wait: (seconds) => waitUnless(seconds, signal),
      onStep: setStep,
      signal,
    });
    outcome.current = sent;
    if (sent.stopFailure !== null) throw new CallError("stopTaskFrames", sent.stopFailure);
    if (typeof sent.rerender === "string") return;
    probeRefused(
      rowsOfIds(new Set(sent.stopped)).map(({ frame }) => frame),
      sent.rerender,
    );
    throw new CallError("restartFrame", sent.rerender);
  };

  const readBack = async (): Promise<Result> => {
    await refreshFrames(client, taskId, keyword, ids);
    if (outcome.current === null) throw new Error("Nothing was sent");
    const rows = new Map(loadedRows().map((row) => [row.frame.id, row]));
    const isRendering = (id: number) => {
      const row = before.get(id);
      return row !== undefined && isTakenUp(row, rows.get(id));
    };
    return { outcome: outcome.current, withoutEffect: outcome.current.stopped.filter((id) => !isRendering(id)).length };
  };
  // While it runs the targets are stopped, and none any more: the title names those that were confirmed.
  const named = step === null ? targets : [...before.values()];
  const [first] = named;
  const name = first === undefined ? "" : labels.name(first.name);
  return (
    <WriteDialog
      taskId={taskId}
      purpose="stop and rerender"
      title={t("title", { count: named.length, name })}
      confirm={t("confirm")}
      check={() => checkFrames(client, taskId, keyword, ids)}
      isReady={targets.length > 0}
      send={send}
      readBack={readBack}
      doneAction={acts.showThem}
      done={({ outcome: { stopped, running, ended, rerender: sent }, withoutEffect }) =>
        sent === "accepted" && withoutEffect + running.length + ended.length === 0
          ? t("done", { count: stopped.length, name })
          : null
      }
      renderResult={(result) => <StepResults {...result} />}
      onClose={onClose}
    >
      {step === null ? (
        <>
          {targets.length === 0 && <p>{t("none")}</p>}
          <StopLossLines targets={targets} />
          <PriceLine price={price} account={account} />
          <p className="faint">{t("order")}</p>
        </>
      ) : (
        <StepProgress step={step} onCancel={() => sending.current?.abort()} />
      )}
    </WriteDialog>
  );
}
