/** How a dialog ends that has written something: what failed and what that means, what became of each part, and one button. */
import { Alert, Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Failure } from "../protocol/failure";
import { useFailureWords } from "./failure-words";

/** What became of one thing that was asked for: seen in the farm's own answer, accepted, refused, or nobody knows. */
export function outcomeOf(seen: boolean, failure: Failure | null): "done" | "accepted" | "refused" | "unknown" {
  if (seen) return "done";
  if (failure === null) return "accepted";
  return failure.outcome === "unknown" ? "unknown" : "refused";
}

/** A write that failed: what happened, whether anything was changed, what to do. Nothing where none failed. */
export function WriteFailed({ failure }: { failure: Failure | null | undefined }) {
  const words = useFailureWords();
  if (!failure) return null;
  const { title, changed, remedy } = words(failure, "write");
  return (
    <Alert color="red" title={title} role="alert" my="sm">
      {changed} {remedy}
    </Alert>
  );
}

/** The only button of a dialog that is over. */
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
