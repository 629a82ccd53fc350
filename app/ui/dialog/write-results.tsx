/** How a dialog ends that has written something: what failed and what that means, what became of each part, and one button. */
import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { CallFailed } from "./call-failed";

/** What became of one thing that was asked for: seen in the farm's own answer, accepted, refused, or nobody knows. */
export function outcomeOf(seen: boolean, failure: Failure | null): "done" | "accepted" | "refused" | "unknown" {
  if (seen) return "done";
  if (failure === null) return "accepted";
  return failure.certainty === "unknown" ? "unknown" : "refused";
}

/** A write that failed: what happened, whether anything was changed, what to do. Nothing where none failed. */
export function WriteFailed({ failure }: { failure: Failure | null | undefined }) {
  return failure ? <CallFailed failure={failure} kind="write" /> : null;
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
