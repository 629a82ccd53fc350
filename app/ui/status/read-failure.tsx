import { useTranslations } from "use-intl";
import type { Failure } from "../../protocol/wire/failure";
import { useFailureMessages } from "../format/failure-messages";

/** A failed read inside the note of a view that keeps its data: why, what was requested, and what to do. */
export function ReadFailure({
  failure,
  asked,
}: {
  failure: Failure /** In the words of the view's heading. */;
  asked: string;
}) {
  const t = useTranslations("failure");
  const { title, remedy } = useFailureMessages()(failure, "read");
  return (
    <>
      {title} {t("asked", { what: asked })} {remedy}{" "}
    </>
  );
}
