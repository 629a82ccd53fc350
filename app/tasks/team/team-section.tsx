/** What the team has noted about a task: who is on it, and notes. */
import { useTranslations } from "use-intl";
import { ClaimLine } from "./claim-line";
import { Notes } from "./notes";

export function TeamSection({ taskId }: { taskId: number }) {
  const t = useTranslations("team");
  return (
    <section aria-label={t("title")}>
      <h3>{t("title")}</h3>
      <ClaimLine taskId={taskId} />
      <Notes taskId={taskId} />
    </section>
  );
}
