/** Shown instead of a page that failed or does not exist; rail and status line remain. */
import { Button } from "@mantine/core";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Notice } from "../ui/status/query-state";

export function PageError({ error }: ErrorComponentProps) {
  const t = useTranslations("shell.error");
  const router = useRouter();
  return (
    <Notice title={t("title")} glyph="✕" tone="bad" role="alert">
      <p>{t("help")}</p>
      <code>{error instanceof Error ? error.message : String(error)}</code>
      <Button variant="default" onClick={() => void router.invalidate()}>
        {t("retry")}
      </Button>
    </Notice>
  );
}

export function PageNotFound() {
  const t = useTranslations("shell.notFound");
  return (
    <Notice title={t("title")}>
      <p>{t("help")}</p>
      <Link to="/tasks">{t("toTasks")}</Link>
    </Notice>
  );
}
