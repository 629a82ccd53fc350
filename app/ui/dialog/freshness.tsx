/** Nothing is done on old data (design rule 2): what a dialog says while it asks again, and when it could not. */
import { Alert, Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { useSecond } from "../browser/now";
import { useFailureMessages } from "../format/failure-messages";
import { useFormat } from "../format/format";
import { OLD_MS } from "../status/old-data";

/** Tells its children whether the data may be acted on; says so where not, or where asking failed, and offers to ask again. */
export function Freshness({
  ageAt,
  checking,
  failure,
  onRetry,
  children,
}: {
  /** The data's age in ms at a moment; null: never read. */
  ageAt: (nowMs: number) => number | null;
  checking: boolean;
  /** Of the last time it was asked for. */
  failure: Failure | null;
  onRetry: () => void;
  children: (fresh: boolean) => ReactNode;
}) {
  const t = useTranslations("task.action");
  const words = useFailureMessages();
  const format = useFormat();
  const ageMs = ageAt(useSecond());
  const fresh = !checking && ageMs !== null && ageMs <= OLD_MS;
  return (
    <>
      {checking && (
        <p className="faint" role="status">
          {t("checking")}
        </p>
      )}
      {!checking && (failure || !fresh) && (
        <Alert color={fresh ? "yellow" : "red"} title={failure ? words(failure, "read").title : undefined} my="sm">
          {ageMs !== null && t("staleSince", { age: format.duration(ageMs / 1000) })}{" "}
          <Button variant="default" onClick={onRetry}>
            {t("checkAgain")}
          </Button>
        </Alert>
      )}
      {children(fresh)}
    </>
  );
}
