import { useTranslations } from "use-intl";
import { Notice } from "../ui/query-state";

/** Says what will stand here. */
export function EnvironmentsPage() {
  const t = useTranslations("shell.coming");
  return (
    <Notice title={t("environments.title")}>
      <p>{t("environments.what")}</p>
    </Notice>
  );
}
