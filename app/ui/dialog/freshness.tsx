/** Refresh before an action (design rule 2): the state of the refresh inside a dialog. */
import { Alert, Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { useSecond } from "../browser/now";
import { useFailureMessages } from "../format/failure-messages";
import { useFormat } from "../format/format";
import { STALE_AFTER_MS } from "../status/stale";

/** Passes to its children whether the data is fresh enough to act on. Shows a refresh under way, a failed one, and a retry button. */
export function Freshness({
  ageAt,
  checking,
  failure,
  onRetry,
  children,
}: {
  /** Age of the data in ms at a given time; null: never read. */
  ageAt: (nowMs: number) => number | null;
  checking: boolean;
  /** Failure of the last refresh. */
  failure: Failure | null;
  onRetry: () => void;
  children: (isFresh: boolean) => ReactNode;
}) {
  const t = useTranslations("task.action");
  const messagesOf = useFailureMessages();
  const messages = failure && messagesOf(failure, "read");
  const format = useFormat();
  const ageMs = ageAt(useSecond());
  const isFresh = !checking && ageMs !== null && ageMs <= STALE_AFTER_MS;
  return (
    <>
      {checking && (
        <p className="faint" role="status">
          {t("checking")}
        </p>
      )}
      {!checking && (failure || !isFresh) && (
        <Alert color={isFresh ? "yellow" : "red"} title={messages?.title} my="sm">
          {messages?.remedy} {ageMs !== null && t("staleSince", { age: format.duration(ageMs / 1000) })}{" "}
          <Button variant="default" onClick={onRetry}>
            {t("checkAgain")}
          </Button>
        </Alert>
      )}
      {children(isFresh)}
    </>
  );
}
