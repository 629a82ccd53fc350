/** Asks before single frames are written to: their pages are read again before, and afterwards it says what became of each. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { TaskNode } from "../../protocol/tasks/task-tree";
import { frameKeys } from "../../queries/frames/frame-keys";
import { matchesCounts } from "../../queries/frames/frame-refresh";
import { emptyFrameSet, type FrameRow, type FrameSet, isComplete, orderedRows } from "../../queries/frames/frame-set";
import { frameSetQuery } from "../../queries/frames/frame-set-query";
import { checkFrames, refreshFrames } from "../../queries/frames/refresh-frames";
import { useFrameLabels } from "../frame-labels";
import classes from "../frames.module.css";
import { WriteDialog } from "./write-dialog";

/** Frames named one by one afterwards; more are counted. */
const LISTED = 12;

type Result = { readonly row: FrameRow; readonly took: boolean };

type WriteWords = {
  readonly title: (count: number) => string;
  readonly confirm: (count: number) => string;
  readonly done: (count: number) => string;
  readonly notTaken: (count: number) => string;
};

export function FrameWriteDialog({
  purpose,
  leaf,
  keyword,
  words,
  targetsOf,
  send,
  took,
  children,
  onClose,
}: {
  /** What is to be done: each purpose asks anew. */
  purpose: string;
  leaf: TaskNode;
  keyword: string;
  words: WriteWords;
  /** The frames it goes to, as they are now. */
  targetsOf: (rows: readonly FrameRow[]) => FrameRow[];
  /** Sends it once. `whole`: these are all such frames of the task, by the farm's own counts. */
  send: (targets: readonly FrameRow[], whole: boolean) => Promise<void>;
  /** Whether a frame read back shows the effect. */
  took: (before: FrameRow, after: FrameRow | undefined) => boolean;
  /** What it means. */
  children: (targets: readonly FrameRow[]) => ReactNode;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const taskId = leaf.task.id;
  const readRows = () => orderedRows(client.getQueryData<FrameSet>(frameKeys.set(taskId, keyword)) ?? emptyFrameSet);
  // Reads along with the page; it never asks by itself.
  const { data: set } = useQuery({ ...frameSetQuery(taskId, keyword, leaf.rollUp.counts), enabled: false });
  const [ids] = useState(() => new Set(targetsOf(readRows()).map((row) => row.frame.id)));
  const targets = targetsOf(orderedRows(set ?? emptyFrameSet));
  const whole = keyword === "" && set !== undefined && isComplete(set) && matchesCounts(set, leaf.rollUp.counts);

  const readBack = async (): Promise<readonly Result[]> => {
    await refreshFrames(client, taskId, keyword, new Set(targets.map((row) => row.frame.id)));
    const rows = new Map(readRows().map((row) => [row.frame.id, row]));
    return targets.map((row) => ({ row: rows.get(row.frame.id) ?? row, took: took(row, rows.get(row.frame.id)) }));
  };
  return (
    <WriteDialog
      taskId={taskId}
      purpose={purpose}
      title={words.title(targets.length)}
      confirm={words.confirm(targets.length)}
      check={() => checkFrames(client, taskId, keyword, ids)}
      ready={targets.length > 0}
      send={() => send(targets, whole)}
      readBack={readBack}
      done={(results) => (results.every((result) => result.took) ? words.done(results.length) : null)}
      renderOutcome={(results) => <Results results={results} words={words} />}
      onClose={onClose}
    >
      {children(targets)}
    </WriteDialog>
  );
}

function Results({ results, words }: { results: readonly Result[]; words: WriteWords }) {
  const t = useTranslations("frames.write");
  const frameWords = useFrameLabels();
  const rest = results.filter((result) => !result.took);
  const taken = results.length - rest.length;
  return (
    <>
      {taken > 0 && <p>{words.done(taken)}</p>}
      {rest.length > 0 && (
        <>
          <p>{words.notTaken(rest.length)}</p>
          <ul className={classes["results"]}>
            {rest.slice(0, LISTED).map(({ row }) => (
              <li key={row.frame.id}>
                {frameWords.name(row.name)} <span className="faint">{frameWords.status(row.frame.statusCode)}</span>
              </li>
            ))}
            {rest.length > LISTED && <li className="faint">{t("more", { count: rest.length - LISTED })}</li>}
          </ul>
        </>
      )}
    </>
  );
}
