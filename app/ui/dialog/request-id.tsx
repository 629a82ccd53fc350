import { useTranslations } from "use-intl";
import { CopyButton } from "../controls/copy-button";

/** The id of a failed request, under which the server's log and its audit have it. */
export function RequestId({ id }: { id: string }) {
  const t = useTranslations("refusal");
  return (
    <p className="faint">
      {t("request")} <code>{id}</code> <CopyButton text={id} what={t("requestName")} />
    </p>
  );
}
