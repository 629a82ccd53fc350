/**
 * The frame of every dialog before a write to frames: it reads what the write depends on when it opens, allows no
 * confirmation on data older than a minute, sends once, and shows the result.
 */
import { Alert, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { failureOf } from "../../protocol/wire/call-error";
import type { Failure } from "../../protocol/wire/failure";
import { frameKeys } from "../../queries/frames/frame-keys";
import { AwaitedEffect } from "../../ui/dialog/awaited-effect";
import { Dialog } from "../../ui/dialog/dialog";
import { Freshness } from "../../ui/dialog/freshness";
import { CloseRow, WriteFailed } from "../../ui/dialog/write-results";
import { useFailureMessages } from "../../ui/format/failure-messages";
import { type Toast, toast } from "../../ui/toasts/toast";

type WriteDialogProps<Result> = {
  readonly taskId: number;
  /** Part of the query key: data is read again for each purpose. */
  readonly purpose: string;
  readonly title: string;
  readonly confirm: string;
  /** Reads what the write depends on. */
  readonly check: () => Promise<unknown>;
  /** There is something to do, and every required checkbox is checked. */
  readonly isReady: boolean;
  /** Called once. */
  readonly send: () => Promise<void>;
  /** Reads the result, or throws. Also called after a failure: nothing else can tell whether the write was done. */
  readonly readBack: () => Promise<Result>;
  /** The message of complete success; null where something was not done. */
  readonly done: (result: Result) => string | null;
  /** The button in the toast of complete success. */
  readonly doneAction?: Toast["action"] | undefined;
  /** The result where something was not done. */
  readonly renderResult: (result: Result) => ReactNode;
  /** The consequences and the price. */
  readonly children: ReactNode;
  readonly onClose: () => void;
};

type Ended<Result> = {
  /** null: the result could not be read. */
  readonly result: Result | null;
  readonly failure: Failure | null;
  /** Title, request and reader as of the confirmation: the number of targets changes with the result. */
  readonly title: string;
  readonly asked: string;
  readonly readBack: () => Promise<Result>;
};

export function WriteDialog<Result>(props: WriteDialogProps<Result>) {
  const { taskId, purpose, check, onClose } = props;
  const t = useTranslations("frames.write");
  const [ended, setEnded] = useState<Ended<Result> | null>(null);
  const [isSending, setSending] = useState(false);
  const checked = useQuery({
    queryKey: [...frameKeys.all, "check", taskId, purpose],
    queryFn: async () => {
      await check();
      return Date.now();
    },
    gcTime: 0,
    staleTime: 0,
    retry: 1,
  });

  const readResult = async (confirmed: Omit<Ended<Result>, "result">) => {
    const result = await confirmed.readBack().catch(() => null);
    const done = confirmed.failure === null && result !== null ? props.done(result) : null;
    if (done === null) return setEnded({ ...confirmed, result });
    void toast({ tone: "good", title: done, ...(props.doneAction && { action: props.doneAction }) });
    onClose();
  };
  const lookAgain = async (before: Ended<Result>) => setEnded({ ...before, result: await before.readBack() });
  const isAwaited =
    ended !== null && ended.failure === null && (ended.result === null || props.done(ended.result) === null);
  const whileSending = async (run: () => Promise<void>) => {
    setSending(true);
    await run();
    setSending(false);
  };
  const confirm = () =>
    whileSending(async () => {
      const { title, confirm: asked, readBack } = props;
      await readResult({ failure: await props.send().then(() => null, failureOf), title, asked, readBack });
    });

  return (
    <Dialog onClose={onClose} title={ended?.title ?? props.title} size="lg" busy={isSending}>
      {ended ? (
        <>
          <AwaitedEffect isAwaited={isAwaited} onLook={() => lookAgain(ended)} />
          <Outcome ended={ended} taskId={taskId} done={props.done} renderResult={props.renderResult} />
          {ended.result === null && (
            <Button variant="default" loading={isSending} onClick={() => void whileSending(() => readResult(ended))}>
              {t("lookAgain")}
            </Button>
          )}
          <CloseRow onClose={onClose} />
        </>
      ) : (
        <>
          {props.children}
          <Freshness
            ageAt={(nowMs) => (checked.data === undefined ? null : nowMs - checked.data)}
            checking={checked.isFetching}
            failure={checked.error && failureOf(checked.error)}
            onRetry={() => void checked.refetch()}
          >
            {(isFresh) => (
              <Group justify="flex-end" mt="md">
                <Button variant="default" onClick={onClose} disabled={isSending} data-autofocus>
                  {t("cancel")}
                </Button>
                <Button onClick={() => void confirm()} loading={isSending} disabled={!isFresh || !props.isReady}>
                  {props.confirm}
                </Button>
              </Group>
            )}
          </Freshness>
        </>
      )}
    </Dialog>
  );
}

/** The result where the request failed, something was not done, or the result could not be read. */
function Outcome<Result>({
  ended: { result, failure, asked },
  taskId,
  done,
  renderResult,
}: { ended: Ended<Result> } & Pick<WriteDialogProps<Result>, "done" | "renderResult" | "taskId">) {
  const t = useTranslations("frames.write");
  const failureMessages = useFailureMessages();
  const doneMessage = result === null ? null : done(result);
  if (failure && doneMessage !== null)
    return (
      <Alert color="yellow" title={failureMessages(failure, "write").title} role="alert" my="sm">
        {t("doneAllTheSame", { done: doneMessage })}
      </Alert>
    );
  return (
    <>
      <WriteFailed failure={failure} asked={asked} taskIds={[taskId]} />
      {result === null ? <p>{t(failure ? "unread" : "acceptedUnread")}</p> : renderResult(result)}
    </>
  );
}
