/**
 * Asks before frames are written to, whatever is done to them: what it goes by is read again when it opens, on data older
 * than a minute nothing can be confirmed, it is sent once, and afterwards it says what became of it.
 */
import { Alert, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { frameKeys } from "../../queries/frames/frame-keys";
import { failureOf } from "../../queries/http/call-error";
import { Dialog } from "../../ui/dialog/dialog";
import { Freshness } from "../../ui/dialog/freshness";
import { CloseRow, WriteFailed } from "../../ui/dialog/write-results";
import { useFailureMessages } from "../../ui/format/failure-messages";
import { toast } from "../../ui/toasts/toast";

type WriteDialogProps<Result> = {
  readonly taskId: number;
  /** What is to be done: each purpose asks anew. */
  readonly purpose: string;
  readonly title: string;
  readonly confirm: string;
  /** Reads again what it goes by. */
  readonly check: () => Promise<unknown>;
  /** There is something to be done, and what has to be confirmed first is. */
  readonly ready: boolean;
  /** Sends it once. */
  readonly send: () => Promise<void>;
  /** Reads what became of it, or throws; called whatever happened, since after a failure this is the only way to know. */
  readonly readBack: () => Promise<Result>;
  /** What to say when everything went as asked; null: it did not. */
  readonly done: (result: Result) => string | null;
  /** What to say when not everything did. */
  readonly renderOutcome: (result: Result) => ReactNode;
  /** What it means and costs. */
  readonly children: ReactNode;
  readonly onClose: () => void;
};

type Ended<Result> = {
  /** null: what became of it could not be read. */
  readonly result: Result | null;
  readonly failure: Failure | null;
  /** As it was asked: by now there may be other frames of that kind. */
  readonly title: string;
  readonly readBack: () => Promise<Result>;
};

export function WriteDialog<Result>(props: WriteDialogProps<Result>) {
  const { taskId, purpose, check, onClose } = props;
  const t = useTranslations("frames.write");
  const [ended, setEnded] = useState<Ended<Result> | null>(null);
  const [sending, setSending] = useState(false);
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

  const look = async (asked: Omit<Ended<Result>, "result">) => {
    const result = await asked.readBack().catch(() => null);
    const done = asked.failure === null && result !== null ? props.done(result) : null;
    if (done === null) return setEnded({ ...asked, result });
    void toast({ tone: "good", title: done });
    onClose();
  };
  const busy = async (act: () => Promise<void>) => {
    setSending(true);
    await act();
    setSending(false);
  };
  const confirm = () =>
    busy(async () => {
      const { title, readBack } = props;
      await look({ failure: await props.send().then(() => null, failureOf), title, readBack });
    });

  return (
    <Dialog onClose={onClose} title={ended?.title ?? props.title} size="lg" busy={sending}>
      {ended ? (
        <>
          <Outcome ended={ended} done={props.done} renderOutcome={props.renderOutcome} />
          {ended.result === null && (
            <Button variant="default" loading={sending} onClick={() => void busy(() => look(ended))}>
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
            {(fresh) => (
              <Group justify="flex-end" mt="md">
                <Button variant="default" onClick={onClose} disabled={sending} data-autofocus>
                  {t("cancel")}
                </Button>
                <Button onClick={() => void confirm()} loading={sending} disabled={!fresh || !props.ready}>
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

/** What became of it where not everything went as asked, or where not everything is known. */
function Outcome<Result>({
  ended: { result, failure },
  done,
  renderOutcome,
}: { ended: Ended<Result> } & Pick<WriteDialogProps<Result>, "done" | "renderOutcome">) {
  const t = useTranslations("frames.write");
  const words = useFailureMessages();
  const all = result === null ? null : done(result);
  if (failure && all !== null)
    return (
      <Alert color="yellow" title={words(failure, "write").title} role="alert" my="sm">
        {t("doneAllTheSame", { done: all })}
      </Alert>
    );
  return (
    <>
      <WriteFailed failure={failure} />
      {result === null ? <p>{t(failure ? "unread" : "acceptedUnread")}</p> : renderOutcome(result)}
    </>
  );
}
