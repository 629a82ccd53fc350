import { useTranslations } from "use-intl";
import { Notice } from "../ui/query-state";

/** Says what will stand here. */
export function FramesPage() {
  const t = useTranslations("shell.coming");
  return (
    <Notice title={t("frames.title")}>
      <p>{t("frames.what")}</p>
    </Notice>
  );
}
