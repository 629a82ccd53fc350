/**
 * Asks before frames are written to, whatever is done to them: what it goes by is read again when it opens, on data older
 * than a minute nothing can be confirmed, it is sent once, and afterwards it says what became of it.
 */
import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../protocol/failure";
import { failureOf } from "../queries/call-error";
import { frameKeys } from "../queries/frames";
import { Dialog } from "../ui/dialog";
import { Freshness } from "../ui/freshness";
import { toast } from "../ui/toast";
import { CloseRow, WriteFailed } from "../ui/write-results";

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
  /** Reads what became of it; called whatever happened, since after a failure this is the only way to know. */
  readonly readBack: () => Promise<Result>;
  /** What to say when everything went as asked; null: it did not. */
  readonly done: (result: Result) => string | null;
  /** What to say when not everything did. */
  readonly renderOutcome: (result: Result) => ReactNode;
  /** What it means and costs. */
  readonly children: ReactNode;
  readonly onClose: () => void;
};

export function WriteDialog<Result>(props: WriteDialogProps<Result>) {
  const { taskId, purpose, check, onClose } = props;
  const t = useTranslations("frames.write");
  const [ended, setEnded] = useState<{ result: Result; failure: Failure | null } | null>(null);
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

  const confirm = async () => {
    setSending(true);
    const failure = await props.send().then(() => null, failureOf);
    const result = await props.readBack();
    setSending(false);
    setEnded({ result, failure });
  };

  const done = ended && ended.failure === null ? props.done(ended.result) : null;
  if (done !== null) return <Done title={done} onClose={onClose} />;
  return (
    <Dialog onClose={onClose} title={props.title} size="lg" busy={sending}>
      {ended ? (
        <>
          <WriteFailed failure={ended.failure} />
          {props.renderOutcome(ended.result)}
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
