import { Button } from "@mantine/core";
import { useTranslations } from "use-intl";
import type { PicturesAnswer } from "../../../protocol/frames/frame-pictures";
import { failureOf } from "../../../protocol/wire/call-error";
import { LoadFailed, Notice } from "../../../ui/status/query-state";

/** Why a task has no pictures: the question failed, or the farm refuses them. Both can be tried again. */
export function NoPictures({
  error,
  refusal,
  asked,
  isDialog = false,
  onRetry,
}: {
  error: unknown;
  refusal: NonNullable<PicturesAnswer["refusal"]> | null;
  /** What was requested, in the words of its heading. */
  asked: string;
  /** It takes the place of a dialog's content, and with it the focus. */
  isDialog?: boolean;
  onRetry: () => void;
}) {
  const t = useTranslations("sheet");
  if (refusal === null) return <LoadFailed failure={failureOf(error)} asked={asked} onRetry={onRetry} />;
  return (
    <Notice title={t(`refusedBy.${refusal}`)}>
      <Button ref={isDialog ? takeFocus : null} onClick={onRetry}>
        {t("retry")}
      </Button>
    </Notice>
  );
}

const takeFocus = (element: HTMLElement | null) => element?.focus();
