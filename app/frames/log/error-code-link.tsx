import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

/** The number of an analysis error, with the way to what it means. */
export function LogCode({ code }: { code: string }) {
  const t = useTranslations("frames.log");
  return (
    <Link to="/settings" search={{ section: "errors", code }} title={t("explain", { code })}>
      {code}
    </Link>
  );
}
