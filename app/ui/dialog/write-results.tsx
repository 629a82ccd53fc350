/** Parts of a dialog that shows the result of a write: the outcome of each target, the failure, and the close button. */
import { Button, Group } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { CallFailed } from "./call-failed";

/** Outcome of a write for one target: effect seen at the farm, accepted, refused, or unknown. */
export function outcomeOf(effectSeen: boolean, failure: Failure | null): "done" | "accepted" | "refused" | "unknown" {
  if (effectSeen) return "done";
  if (failure === null) return "accepted";
  return failure.certainty === "unknown" ? "unknown" : "refused";
}

/** The failure of a write, if it has one. */
export function WriteFailed({ failure }: { failure: Failure | null | undefined }) {
  return failure ? <CallFailed failure={failure} kind="write" /> : null;
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
