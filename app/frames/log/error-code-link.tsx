import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

/** The code of an analysis error as a link to its explanation. */
export function ErrorCodeLink({ code }: { code: string }) {
  const t = useTranslations("frames.log");
  return (
    <Link to="/settings" search={{ section: "errors", code }} title={t("explain", { code })}>
      {code}
    </Link>
  );
}
