import { useTranslations } from "use-intl";
import { Notice } from "../ui/query-state";

/** Says what will stand here. */
export function SettingsPage() {
  const t = useTranslations("shell.coming");
  return (
    <Notice title={t("settings.title")}>
      <p>{t("settings.what")}</p>
    </Notice>
  );
}
