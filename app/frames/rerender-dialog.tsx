/**
 * Asks before frames are rendered again: how many, what they will about cost, what it does to the balance. What it goes by
 * is read again when it opens; on data older than a minute nothing can be confirmed. Afterwards: what became of each frame.
 */
import { Alert, Button, Checkbox, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../protocol/failure";
import type { FrameFigures } from "../protocol/frame-figures";
import type { TaskNode } from "../protocol/task-tree";
import { failureOf } from "../queries/call-error";
import { useCurrency } from "../queries/currency";
import { emptyFrameSet, type FrameRow, type FrameSet, isComplete, orderedRows } from "../queries/frame-set";
import { frameKeys, frameSetQuery, type Rerender, refreshFrames, useRerender } from "../queries/frames";
import { Dialog } from "../ui/dialog";
import { useFailureWords } from "../ui/failure-words";
import { useFormat } from "../ui/format";
import { useSecond } from "../ui/now";
import { toast } from "../ui/toast";
import { useFrameWords } from "./frame-words";
import classes from "./frames.module.css";
import { canRerender, isFailed, priceRerender, rerenderRequest, wasTakenUp } from "./rerender-plan";

/** Older than this, data may not be acted on (design rule 2). */
const MAX_AGE_MS = 60_000;
/** Frames named one by one afterwards; more are counted. */
const LISTED = 12;

export type RerenderKind = Rerender["kind"];
type Result = { readonly row: FrameRow; readonly takenUp: boolean };

type DialogProps = {
  readonly kind: RerenderKind;
  readonly leaf: TaskNode;
  readonly keyword: string;
  readonly selected: ReadonlySet<number>;
  readonly figures: FrameFigures;
  readonly onClose: () => void;
};

/** The frames a kind of rerender goes to. */
function targetsOf(kind: RerenderKind, rows: readonly FrameRow[], selected: ReadonlySet<number>): FrameRow[] {
  if (kind === "failed") return rows.filter(isFailed);
  if (kind === "all") return [...rows];
  return rows.filter((row) => selected.has(row.frame.id) && canRerender(row));
}

export function RerenderDialog({ kind, leaf, keyword, selected, figures, onClose }: DialogProps) {
  const t = useTranslations("frames.rerender");
  const client = useQueryClient();
  const rerender = useRerender();
  const taskId = leaf.task.id;
  const key = frameKeys.set(taskId, keyword);
  // Reads along with the page; it never asks by itself.
  const { data: set } = useQuery({ ...frameSetQuery(taskId, keyword, leaf.rollUp.counts), enabled: false });
  const [opening] = useState(() =>
    targetsOf(kind, orderedRows(client.getQueryData<FrameSet>(key) ?? emptyFrameSet), selected),
  );
  const [ids] = useState(() => new Set(opening.map((row) => row.frame.id)));
  const [results, setResults] = useState<readonly Result[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sure, setSure] = useState(kind !== "all");
  const check = useQuery({
    queryKey: [...frameKeys.all, "check", taskId, kind],
    queryFn: async () => {
      await refreshFrames(client, taskId, keyword, ids);
      return Date.now();
    },
    gcTime: 0,
    staleTime: 0,
    retry: 1,
  });
  const targets = targetsOf(kind, orderedRows(set ?? emptyFrameSet), selected);
  const whole = keyword === "" && set !== undefined && isComplete(set) && set.failed.size === 0;
  const left = kind === "selected" ? selected.size - targets.length : 0;

  const confirm = async () => {
    setFailure(null);
    const before = targets;
    try {
      await rerender.mutateAsync(rerenderRequest(kind, taskId, before, whole));
    } catch (error) {
      setFailure(failureOf(error));
    }
    // Read back whatever happened: after a failure this is the only way to know.
    await refreshFrames(client, taskId, keyword, new Set(before.map((row) => row.frame.id))).catch(() => undefined);
    const rows = new Map(
      orderedRows(client.getQueryData<FrameSet>(key) ?? emptyFrameSet).map((row) => [row.frame.id, row]),
    );
    setResults(
      before.map((row) => ({ row: rows.get(row.frame.id) ?? row, takenUp: wasTakenUp(row, rows.get(row.frame.id)) })),
    );
  };

  const count = targets.length;
  if (results && failure === null && results.every((result) => result.takenUp)) {
    return <Done count={results.length} onClose={onClose} />;
  }
  return (
    <Dialog onClose={onClose} title={t(`${kind}.title`, { count })} size="lg" busy={rerender.isPending}>
      {results ? (
        <Results results={results} failure={failure} onClose={onClose} />
      ) : (
        <>
          <p>{t(`${kind}.meaning`, { done: leaf.rollUp.counts.done })}</p>
          {left > 0 && <p className="faint">{t("leftOut", { count: left })}</p>}
          <PriceWords targets={targets} figures={figures} />
          {kind === "all" && (
            <Checkbox
              size="xs"
              mb="sm"
              label={t("all.sure", { done: leaf.rollUp.counts.done })}
              checked={sure}
              onChange={(event) => setSure(event.currentTarget.checked)}
            />
          )}
          <Freshness
            checkedMs={check.data ?? null}
            checking={check.isFetching}
            error={check.error}
            onRetry={() => void check.refetch()}
          >
            {(fresh) => (
              <Group justify="flex-end" mt="md">
                <Button variant="default" onClick={onClose} disabled={rerender.isPending} data-autofocus>
                  {t("cancel")}
                </Button>
                <Button
                  onClick={() => void confirm()}
                  loading={rerender.isPending}
                  disabled={!fresh || count === 0 || !sure}
                >
                  {t(`${kind}.confirm`, { count })}
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
function Done({ count, onClose }: { count: number; onClose: () => void }) {
  const t = useTranslations("frames.rerender");
  const [told, setTold] = useState(false);
  if (!told) {
    setTold(true);
    queueMicrotask(() => {
      void toast({ tone: "good", title: t("done", { count }) });
      onClose();
    });
  }
  return null;
}

function PriceWords({ targets, figures }: { targets: readonly FrameRow[]; figures: FrameFigures }) {
  const t = useTranslations("task.price");
  const format = useFormat();
  const { currency, hidden, balance } = useCurrency();
  if (hidden) return <p className="faint">{t("hidden")}</p>;
  const price = priceRerender(targets, figures.costsByType);
  if (price === null) return <p>{t("unknown")}</p>;
  const money = (amount: number) => format.money(amount, currency);
  return (
    <p>
      <strong>
        {price.low === price.high
          ? t("about", { amount: money(price.mid) })
          : t("range", { low: money(price.low), high: money(price.high) })}
      </strong>{" "}
      <span className="faint">
        {t("basis", { frames: price.frames, count: price.basis, median: money(price.mid / price.frames) })}
        {price.unpriced > 0 && ` ${t("unpriced", { count: price.unpriced })}`}
        {balance !== null && ` ${t("balance", { before: money(balance), after: money(balance - price.mid) })}`}
      </span>
    </p>
  );
}

function Freshness({
  checkedMs,
  checking,
  error,
  onRetry,
  children,
}: {
  checkedMs: number | null;
  checking: boolean;
  error: Error | null;
  onRetry: () => void;
  children: (fresh: boolean) => React.ReactNode;
}) {
  const t = useTranslations("task.action");
  const words = useFailureWords();
  const format = useFormat();
  const nowMs = useSecond();
  const fresh = !checking && checkedMs !== null && nowMs - checkedMs <= MAX_AGE_MS;
  return (
    <>
      {checking && (
        <p className="faint" role="status">
          {t("checking")}
        </p>
      )}
      {!checking && !fresh && (
        <Alert color="red" title={error ? words(failureOf(error), "read").title : undefined} my="sm">
          {checkedMs !== null && t("staleSince", { age: format.duration((nowMs - checkedMs) / 1000) })}{" "}
          <Button variant="default" onClick={onRetry}>
            {t("checkAgain")}
          </Button>
        </Alert>
      )}
      {children(fresh)}
    </>
  );
}

function Results({
  results,
  failure,
  onClose,
}: {
  results: readonly Result[];
  failure: Failure | null;
  onClose: () => void;
}) {
  const t = useTranslations("frames.rerender");
  const words = useFailureWords();
  const frameWords = useFrameWords();
  const told = failure ? words(failure, "write") : null;
  const taken = results.filter((result) => result.takenUp);
  const rest = results.filter((result) => !result.takenUp);
  return (
    <>
      {told && (
        <Alert color="red" title={told.title} role="alert" mb="sm">
          {told.changed} {told.remedy}
        </Alert>
      )}
      {taken.length > 0 && <p>{t("done", { count: taken.length })}</p>}
      {rest.length > 0 && (
        <>
          <p>{t("notTaken", { count: rest.length })}</p>
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
