/** Parts of a dialog that shows the result of a write: the failure, what happened in numbers, and the close button. */
import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { useFailureMessages } from "../format/failure-messages";
import { CallFailed } from "./call-failed";
import { summarize, type WriteResult, type WriteSummary } from "./write-summary";

type WriteFailedProps = { readonly asked: string; readonly taskIds?: readonly number[] };

/** The failure of a write of one request, if it has one. */
export function WriteFailed({ failure, ...props }: WriteFailedProps & { readonly failure: Failure | null }) {
  return failure ? <CallFailed failure={failure} kind="write" {...props} /> : null;
}

/** The failure of a write of several requests, if it has one, with the numbers of targets in its headline. */
export function BatchFailed({ results, ...props }: WriteFailedProps & { readonly results: readonly WriteResult[] }) {
  const t = useTranslations("failure.changed");
  const headlineOf = useSummaryText();
  const summary = summarize(results);
  const [first] = [...summary.refused, ...summary.unknown];
  // All that failed was done all the same: its failure is shown with the standard message.
  const failure = first?.failure ?? results.find((result) => result.failure !== null)?.failure ?? null;
  if (failure === null) return null;
  return (
    <CallFailed
      {...props}
      failure={failure}
      kind="write"
      headline={results.length > 1 ? headlineOf(summary) : undefined}
      changed={summary.accepted > 0 && summary.unknown.length === 0 && first ? t("accepted") : undefined}
    />
  );
}

/** "100 accepted, 100 refused: no permission, 50 not sent": the parts that are not 0. */
function useSummaryText() {
  const t = useTranslations("failure.summary");
  const messagesOf = useFailureMessages();
  return ({ accepted, refused, unknown, notSent }: WriteSummary): string => {
    return [
      ...(accepted > 0 ? [t("accepted", { count: accepted })] : []),
      ...refused.map(({ count, failure }) => t("refused", { count, reason: messagesOf(failure, "write").reason })),
      ...unknown.map(({ count, failure }) => t("unknown", { count, reason: messagesOf(failure, "write").reason })),
      ...(notSent > 0 ? [t("notSent", { count: notSent })] : []),
    ].join(t("and"));
  };
}

/** The close button of a finished dialog. */
export function CloseRow({ onClose }: { onClose: () => void }) {
  const t = useTranslations("common");
  return (
    <Group justify="flex-end" mt="md">
      <Button onClick={onClose} data-autofocus>
        {t("close")}
      </Button>
    </Group>
  );
}
