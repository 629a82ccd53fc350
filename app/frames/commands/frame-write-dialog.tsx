/** The dialog before a write to single frames. Their pages are read before it is sent and again for the result of each frame. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { frameKeys } from "../../queries/frames/frame-keys";
import { matchesCounts } from "../../queries/frames/frame-refresh";
import {
  emptyFrameSet,
  type FrameRow,
  type FrameSet,
  isComplete as isSetComplete,
  orderedRows,
} from "../../queries/frames/frame-set";
import { frameSetQuery } from "../../queries/frames/frame-set-query";
import { checkFrames, refreshFrames } from "../../queries/frames/refresh-frames";
import type { Act } from "../acted/acted-frames";
import { useActs } from "../acted/use-acts";
import { useFrameLabels } from "../frame-labels";
import classes from "./commands.module.css";
import { WriteDialog } from "./write-dialog";

/** Frames without effect that are listed; the others are counted. */
const LISTED = 12;

type Result = { readonly row: FrameRow; readonly hasEffect: boolean };

type WriteMessages = {
  readonly title: (count: number) => string;
  readonly confirm: (count: number) => string;
  readonly done: (count: number) => string;
  readonly notTaken: (count: number) => string;
};

export function FrameWriteDialog({
  act,
  purpose,
  leaf,
  keyword,
  messages,
  targetsOf,
  leftOutOf = () => [],
  send,
  hasEffect,
  children,
  onClose,
}: {
  readonly act: Act;
  /** Part of the query key: frames are read again for each purpose. */
  purpose: string;
  leaf: TaskNode;
  keyword: string;
  messages: WriteMessages;
  targetsOf: (rows: readonly FrameRow[]) => FrameRow[];
  /** Frames that are no targets although a request for the whole task would affect them. */
  leftOutOf?: (rows: readonly FrameRow[]) => FrameRow[];
  /** Called once. `isComplete`: the targets are all such frames of the task, by the farm's counts. */
  send: (targets: readonly FrameRow[], isComplete: boolean) => Promise<void>;
  hasEffect: (before: FrameRow, after: FrameRow | undefined) => boolean;
  /** The consequences of the write, above the buttons. */
  children: (targets: readonly FrameRow[], leftOutCount: number) => ReactNode;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const taskId = leaf.task.id;
  const acts = useActs(taskId);
  const loadedRows = () => orderedRows(client.getQueryData<FrameSet>(frameKeys.set(taskId, keyword)) ?? emptyFrameSet);
  // Subscribes to the frames that the page loads and sends no request.
  const { data: set } = useQuery({ ...frameSetQuery(taskId, keyword, leaf.rollUp.counts), enabled: false });
  const [initialIds] = useState(() => new Set(targetsOf(loadedRows()).map((row) => row.frame.id)));
  const rows = orderedRows(set ?? emptyFrameSet);
  const targets = targetsOf(rows);
  const leftOutCount = leftOutOf(rows).length;
  const isComplete =
    keyword === "" &&
    set !== undefined &&
    isSetComplete(set) &&
    matchesCounts(set, leaf.rollUp.counts) &&
    leftOutCount === 0;

  const readBack = async (): Promise<readonly Result[]> => {
    await refreshFrames(client, taskId, keyword, new Set(targets.map((row) => row.frame.id)));
    const rowsAfter = new Map(loadedRows().map((row) => [row.frame.id, row]));
    return targets.map((row) => {
      const after = rowsAfter.get(row.frame.id);
      return { row: after ?? row, hasEffect: hasEffect(row, after) };
    });
  };
  return (
    <WriteDialog
      taskId={taskId}
      purpose={purpose}
      title={messages.title(targets.length)}
      confirm={messages.confirm(targets.length)}
      check={() => checkFrames(client, taskId, keyword, initialIds)}
      isReady={targets.length > 0}
      send={() => acts.watch(act, targets, () => send(targets, isComplete))}
      readBack={readBack}
      doneAction={acts.showThem}
      done={(results) => (results.every((result) => result.hasEffect) ? messages.done(results.length) : null)}
      renderResult={(results) => <Results results={results} messages={messages} />}
      onClose={onClose}
    >
      {children(targets, leftOutCount)}
    </WriteDialog>
  );
}

function Results({ results, messages }: { results: readonly Result[]; messages: WriteMessages }) {
  const t = useTranslations("frames.write");
  const labels = useFrameLabels();
  const withoutEffect = results.filter((result) => !result.hasEffect);
  const doneCount = results.length - withoutEffect.length;
  return (
    <>
      {doneCount > 0 && <p>{messages.done(doneCount)}</p>}
      {withoutEffect.length > 0 && (
        <>
          <p>{messages.notTaken(withoutEffect.length)}</p>
          <ul className={classes["results"]}>
            {withoutEffect.slice(0, LISTED).map(({ row }) => (
              <li key={row.frame.id}>
                {labels.name(row.name)} <span className="faint">{labels.status(row.frame.statusCode)}</span>
              </li>
            ))}
            {withoutEffect.length > LISTED && (
              <li className="faint">{t("more", { count: withoutEffect.length - LISTED })}</li>
            )}
          </ul>
        </>
      )}
    </>
  );
}
