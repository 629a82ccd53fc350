/** What the team has noted about a task: who is on it, who else has it open, and notes. */
import { useTranslations } from "use-intl";
import { ClaimLine } from "./claim-line";
import { Notes } from "./notes";
import { OthersHere } from "./others-here";
import classes from "./team.module.css";

export function TeamSection({ taskId }: { taskId: number }) {
  const t = useTranslations("team");
  return (
    <section aria-label={t("title")}>
      <header className={classes["heading"]}>
        <h3>{t("title")}</h3>
        <OthersHere taskId={taskId} />
      </header>
      <ClaimLine taskId={taskId} />
      <Notes taskId={taskId} />
    </section>
  );
}
