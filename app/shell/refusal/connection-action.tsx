import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

/** The way to the connection test, which names the likely cause. */
export function ConnectionAction() {
  const t = useTranslations("refusal.connection");
  return (
    <Link to="/settings" search={{ section: "connection" }}>
      {t("find")}
    </Link>
  );
}
