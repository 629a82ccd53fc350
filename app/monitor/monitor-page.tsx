import { useTranslations } from "use-intl";
import { Notice } from "../ui/query-state";

/** Says what will stand here. */
export function MonitorPage() {
  const t = useTranslations("shell.coming");
  return (
    <Notice title={t("monitor.title")}>
      <p>{t("monitor.what")}</p>
    </Notice>
  );
}
