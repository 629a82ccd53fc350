/**
 * Asks before frames are written to, whatever is done to them: what it goes by is read again when it opens, on data older
 * than a minute nothing can be confirmed, and afterwards it is read back what became of each frame.
 */
import { Alert, Button, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../protocol/failure";
import type { TaskNode } from "../protocol/task-tree";
import { failureOf } from "../queries/call-error";
import { emptyFrameSet, type FrameRow, type FrameSet, isComplete, orderedRows } from "../queries/frame-set";
import { frameKeys, frameSetQuery, refreshFrames } from "../queries/frames";
import { Dialog } from "../ui/dialog";
import { useFailureWords } from "../ui/failure-words";
import { Freshness } from "../ui/freshness";
import { toast } from "../ui/toast";
import { useFrameWords } from "./frame-words";
import classes from "./frames.module.css";

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
  ready = true,
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
  /** Sends it once. `whole`: the rows are all frames of the task. */
  send: (targets: readonly FrameRow[], whole: boolean) => Promise<void>;
  /** Whether a frame read back shows the effect. */
  took: (before: FrameRow, after: FrameRow | undefined) => boolean;
  /** What has to be confirmed first is. */
  ready?: boolean;
  /** What it means. */
  children: (targets: readonly FrameRow[]) => ReactNode;
  onClose: () => void;
}) {
  const t = useTranslations("frames.write");
  const client = useQueryClient();
  const taskId = leaf.task.id;
  const key = frameKeys.set(taskId, keyword);
  const readRows = () => orderedRows(client.getQueryData<FrameSet>(key) ?? emptyFrameSet);
  // Reads along with the page; it never asks by itself.
  const { data: set } = useQuery({ ...frameSetQuery(taskId, keyword, leaf.rollUp.counts), enabled: false });
  const [ids] = useState(() => new Set(targetsOf(readRows()).map((row) => row.frame.id)));
  const [results, setResults] = useState<readonly Result[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sending, setSending] = useState(false);
  const check = useQuery({
    queryKey: [...frameKeys.all, "check", taskId, purpose],
    queryFn: async () => {
      await refreshFrames(client, taskId, keyword, ids);
      return Date.now();
    },
    gcTime: 0,
    staleTime: 0,
    retry: 1,
  });
  const targets = targetsOf(orderedRows(set ?? emptyFrameSet));
  const whole = keyword === "" && set !== undefined && isComplete(set) && set.failed.size === 0;
  const count = targets.length;

  const confirm = async () => {
    setFailure(null);
    setSending(true);
    const before = targets;
    try {
      await send(before, whole);
    } catch (error) {
      setFailure(failureOf(error));
    }
    // Read back whatever happened: after a failure this is the only way to know.
    await refreshFrames(client, taskId, keyword, new Set(before.map((row) => row.frame.id))).catch(() => undefined);
    const rows = new Map(readRows().map((row) => [row.frame.id, row]));
    setSending(false);
    setResults(before.map((row) => ({ row: rows.get(row.frame.id) ?? row, took: took(row, rows.get(row.frame.id)) })));
  };

  if (results && failure === null && results.every((result) => result.took)) {
    return <Done title={words.done(results.length)} onClose={onClose} />;
  }
  return (
    <Dialog onClose={onClose} title={words.title(count)} size="lg" busy={sending}>
      {results ? (
        <Results results={results} failure={failure} words={words} onClose={onClose} />
      ) : (
        <>
          {children(targets)}
          <Freshness
            ageAt={(nowMs) => (check.data === undefined ? null : nowMs - check.data)}
            checking={check.isFetching}
            failure={check.error && failureOf(check.error)}
            onRetry={() => void check.refetch()}
          >
            {(fresh) => (
              <Group justify="flex-end" mt="md">
                <Button variant="default" onClick={onClose} disabled={sending} data-autofocus>
                  {t("cancel")}
                </Button>
                <Button onClick={() => void confirm()} loading={sending} disabled={!fresh || count === 0 || !ready}>
                  {words.confirm(count)}
                </Button>
              </Group>
            )}
          </Freshness>
        </>
      )}
    </Dialog>
  );
}

/** Everything went as asked: a toast says so, and the dialog goes. */
function Done({ title, onClose }: { title: string; onClose: () => void }) {
  const [told, setTold] = useState(false);
  if (!told) {
    setTold(true);
    queueMicrotask(() => {
      void toast({ tone: "good", title });
      onClose();
    });
  }
  return null;
}

function Results({
  results,
  failure,
  words,
  onClose,
}: {
  results: readonly Result[];
  failure: Failure | null;
  words: WriteWords;
  onClose: () => void;
}) {
  const t = useTranslations("frames.write");
  const failureWords = useFailureWords();
  const frameWords = useFrameWords();
  const told = failure ? failureWords(failure, "write") : null;
  const taken = results.filter((result) => result.took);
  const rest = results.filter((result) => !result.took);
  return (
    <>
      {told && (
        <Alert color="red" title={told.title} role="alert" mb="sm">
          {told.changed} {told.remedy}
        </Alert>
      )}
      {taken.length > 0 && <p>{words.done(taken.length)}</p>}
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
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose} data-autofocus>
          {t("close")}
        </Button>
      </Group>
    </>
  );
}
